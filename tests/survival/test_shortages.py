"""A machine that has too little of something: one sentence, exit status 2, and nothing is harmed."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.grade.plan import Course

from ..tiny import TINY, Submit, alive, command, descendants, environment, wait_until
from .gradings import Grading, gradings
from .standing import lost, of_gradescope, of_ours

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="limits, mounts and /proc are Linux's"),
]
EARLIER = "[]\n"
_ROOM = 3000
"""Bytes: less than any results file has."""


def graded(
    course: Course, *arguments: str | Path, limit: str = "true", **more: str
) -> subprocess.CompletedProcess[str]:
    """Run ``autograder grade`` to its end under a ``limit`` of the shell."""
    return subprocess.run(
        ["bash", "-c", f'{limit}; exec "$@"', "bash", *command("grade", *arguments)],
        cwd=course.root,
        env=environment(more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def one_sentence(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """What is wrong and what to do, and nothing else."""
    assert done.returncode == 2, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.endswith(".")
    assert all(word in line for word in words), line
    assert done.stdout == ""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own; where one may not be made, the test is left to those who may."""
    place = tmp_path / "disk"
    place.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=64k,mode=755", "none", str(place)]
    made = subprocess.run(mounting, capture_output=True, check=False)
    if made.returncode:
        pytest.skip("only root may mount a disk, and not everywhere")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def fill(place: Path, spare: int = 0) -> None:
    """Leave no more room than ``spare`` bytes."""
    with (place / "filler").open("wb", buffering=0) as file:
        with contextlib.suppress(OSError):
            while file.write(b"\0" * 4096):
                pass
        file.truncate(file.tell() - spare)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_full_disk_is_a_sentence_and_keeps_the_earlier_results(
    course: Course, submit: Submit, disk: Path
) -> None:
    (disk / "results.json").write_text(EARLIER)
    fill(disk)
    done = graded(course, submit(), "--json", disk / "results.json")
    one_sentence(done, "results.json cannot be written: No space left", "Make room there")
    assert (disk / "results.json").read_text() == EARLIER
    assert names(disk) == ["filler", "results.json"]


def test_read_only_folder_is_a_sentence_and_keeps_the_earlier_results(
    course: Course, submit: Submit, disk: Path
) -> None:
    (disk / "results.json").write_text(EARLIER)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    done = graded(course, submit(), "--json", disk / "results.json")
    one_sentence(done, "results.json cannot be written: Read-only", "Name a file in a folder you")
    assert (disk / "results.json").read_text() == EARLIER


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_closed_folder_is_a_sentence(course: Course, submit: Submit, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o555)
    done = graded(course, submit(), "--json", tmp_path / "closed" / "results.json")
    one_sentence(done, "results.json cannot be written: Permission denied")


def running(grading: Grading, folder: Path) -> subprocess.Popen[bytes]:
    """A grading that has results of at least one check."""
    folder.mkdir()
    grading.prepare(folder)
    started = grading.start(folder)
    results = folder / grading.results
    assert wait_until(lambda: results.exists() and grading.read(results.read_text()), 30)
    return started


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Grading]:
    return gradings(tmp_path_factory.mktemp("ways"), {"folder", "gradescope"})


@pytest.mark.parametrize(("way", "status"), [("folder", 2), ("gradescope", 1)])
def test_disk_that_fills_up_keeps_every_finished_check(
    ways: dict[str, Grading], tmp_path: Path, way: str, status: int
) -> None:
    """The kernel refuses the grader's further bytes, as a full disk would; the log has room."""
    grading, folder = ways[way], tmp_path / "run"
    started = running(grading, folder)
    below = descendants(started.pid)
    resource.prlimit(started.pid, resource.RLIMIT_FSIZE, (_ROOM, _ROOM))
    results = folder / grading.results
    before = grading.read(results.read_text())
    assert started.wait(60) == status
    log = (folder / "log").read_text()
    assert f"{grading.results} cannot be written: File too large. " in log
    assert ("Traceback" in log) == (way == "gradescope")  # its log is the staff's
    assert not lost(before, grading.read(results.read_text()))
    assert not [name for name in names(results.parent) if name.startswith(".")]
    assert wait_until(lambda: not any(map(alive, below)))


def test_disk_that_is_full_before_gradescope_begins_leaves_no_results(
    ways: dict[str, Grading], tmp_path: Path
) -> None:
    """The platform then reports a fault of the autograder, and no attempt is lost."""
    grading, folder = ways["gradescope"], tmp_path / "run"
    folder.mkdir()
    grading.prepare(folder)
    (folder / "results").mkdir()
    (folder / "results" / "results.json").mkdir()
    started = grading.start(folder)
    assert started.wait(60) == 1
    assert "results.json cannot be written: Is a directory." in (folder / "log").read_text()
    assert names(folder / "results") == ["results.json"]


def test_folder_as_results_file_is_a_sentence(
    course: Course, submit: Submit, tmp_path: Path
) -> None:
    (tmp_path / "results").mkdir()
    done = graded(course, submit(), "--json", tmp_path / "results")
    one_sentence(done, "results cannot be written: Is a directory", "Name a file")
    assert names(tmp_path / "results") == []
    assert names(tmp_path) == ["results", "submission"]


def test_device_as_results_file_is_refused_and_stays(
    course: Course, submit: Submit, tmp_path: Path
) -> None:
    """Root could put a file into the place of ``/dev/null``; here a pipe stands for it."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    for name in ("pipe", "link"):
        done = graded(course, submit(), "--json", tmp_path / name)
        one_sentence(done, f"{name} cannot be written: It is not a regular file", "Name a file")
    assert (tmp_path / "pipe").is_fifo()
    assert (tmp_path / "link").is_symlink()


def test_link_to_a_results_file_stays_a_link(
    course: Course, submit: Submit, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "results.json").symlink_to("elsewhere/results.json")
    assert graded(course, submit(), "--json", tmp_path / "results.json").returncode == 0
    assert (tmp_path / "results.json").is_symlink()
    assert names(tmp_path / "elsewhere") == ["results.json"]
    assert len(of_ours((tmp_path / "elsewhere" / "results.json").read_text())) == 11


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_no_room_for_temporary_files_is_a_sentence(
    course: Course, submit: Submit, disk: Path, tmp_path: Path, kind: str
) -> None:
    folder, results = submit(), tmp_path / "results.json"
    results.write_text(EARLIER)
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", folder.parent, folder.name)
    fill(disk, spare=4096)  # what Python asks of a temporary folder before it takes it
    handed_in = folder if kind == "folder" else Path(packed)
    done = graded(course, handed_in, "--json", results, TMPDIR=str(disk))
    one_sentence(done, "cannot be written: No space left", "Make room there, or set TMPDIR")
    assert results.read_text() == EARLIER
    assert names(disk) == ["filler"]


def megabytes(count: int) -> str:
    """Address space for the grader and all its processes."""
    return f"ulimit -v {count * 1024}"


def test_memory_that_ends_before_a_judge_is_ready_is_a_sentence(
    course: Course, tmp_path: Path
) -> None:
    """Enough for the grader, and not for the library that the module needs."""
    package, results = TINY / "solutions" / "a02_tensors", tmp_path / "results.json"
    done = graded(course, package, "--json", results, limit=megabytes(400))
    one_sentence(done, "ends before it is ready, most often for want of memory", "Run again with")
    (module,) = json.loads(results.read_text())
    assert of_ours(results.read_text()) == {}
    assert module["score"] == 0


@pytest.mark.parametrize("limit", [20, 60, 100, 140, 165])
def test_memory_that_does_not_suffice_for_the_grader_harms_nothing(
    course: Course, submit: Submit, tmp_path: Path, limit: int
) -> None:
    results = tmp_path / "results.json"
    results.write_text(EARLIER)
    done = graded(course, submit(), "--json", results, limit=megabytes(limit))
    text = results.read_text()
    if done.returncode and text != EARLIER:  # it could begin, and no judge could
        assert of_ours(text) == {}
        assert json.loads(text)[0]["score"] == 0
    elif not done.returncode:
        assert len(of_ours(text)) == 11
    assert names(tmp_path) == ["results.json", "submission"]


@pytest.fixture
def attached() -> Iterator[None]:
    """Closed terminals count, also where these tests themselves run under nohup."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("attached")
def test_hanging_up_leaves_nothing_running(ways: dict[str, Grading], tmp_path: Path) -> None:
    """A terminal that is closed, and the signal that a platform sends before it kills."""
    for number, way in ((signal.SIGHUP, "folder"), (signal.SIGTERM, "gradescope")):
        started = running(ways[way], tmp_path / way)
        below = descendants(started.pid)
        started.send_signal(number)
        assert started.wait(30) != 0
        results = (tmp_path / way / ways[way].results).read_text()
        assert (of_gradescope if way == "gradescope" else of_ours)(results)
        assert wait_until(lambda below=below: not any(map(alive, below)))

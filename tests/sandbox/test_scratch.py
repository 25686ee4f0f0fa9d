"""A worker's room: what is copied into it, who may enter it, and that nothing stays behind."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.errors import AutograderError
from autograder.sandbox import scratch
from autograder.sandbox.host import LauncherHost
from autograder.sandbox.scratch import Area
from autograder.sandbox.workers import Bounds, ForkedWorkers, own_control

from ..tiny import wait_until

USER = 60_578


@pytest.fixture
def area() -> Iterator[Area]:
    area = Area(others=os.geteuid() == 0)
    yield area
    area.remove()
    assert not area._root.exists()


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    (folder / "data").mkdir(parents=True)
    (folder / "__init__.py").write_text("x = 1\n")
    (folder / "data" / "words.txt").write_text("words")
    return folder


def below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_files_and_folders_are_copied(area: Area, submission: Path) -> None:
    room = area.new_room(submission, None)
    assert below(room.package) == ["__init__.py", "data", "data/words.txt"]
    assert (room.package / "data/words.txt").read_text() == "words"
    assert list(room.scratch.iterdir()) == []


def test_links_pipes_and_bytecode_are_left_out(area: Area, submission: Path) -> None:
    (submission / "secret.py").symlink_to("/etc/passwd")
    (submission / "folder").symlink_to("/etc")
    os.mkfifo(submission / "pipe.py")
    (submission / "__pycache__").mkdir()
    (submission / "__pycache__" / "__init__.cpython-311.pyc").write_bytes(b"old")
    assert below(area.new_room(submission, None).package) == [
        "__init__.py",
        "data",
        "data/words.txt",
    ]


@pytest.mark.parametrize(("size", "count"), [(257 * 2**20, 1), (1, 2001)], ids=["bytes", "files"])
def test_huge_submission_is_refused(area: Area, submission: Path, size: int, count: int) -> None:
    for number in range(count):
        with (submission / f"part{number}").open("wb") as file:
            file.truncate(size)
    with pytest.raises(
        AutograderError, match="the submission is larger than 256 MB or 2,000 files"
    ):
        area.new_room(submission, None)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has users for workers")
def test_room_of_a_user_is_entered_by_its_group_and_changed_by_nobody(
    area: Area, submission: Path
) -> None:
    room = area.new_room(submission, USER)
    for path in (room.root, *room.root.rglob("*")):
        found = path.stat()
        assert (found.st_uid, found.st_gid) == (0, USER)
        assert not found.st_mode & (stat.S_IRWXO | stat.S_IWGRP)
    writable = area.new_room(submission, USER, writes=True)
    assert writable.scratch.stat().st_mode & stat.S_IWGRP
    assert not writable.package.stat().st_mode & stat.S_IWGRP


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has users for workers")
def test_rooms_are_where_other_users_can_get(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``TMPDIR`` may lie below a folder that only its owner enters, as pytest's own does."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    area = Area(others=True)
    assert area._root.parent == Path("/tmp")
    area.remove()
    closed = Area(others=False)
    assert closed._root.parent == tmp_path
    closed.remove()


def test_what_a_killed_launcher_left_is_removed_by_its_grader(submission: Path) -> None:
    host = LauncherHost(())
    with own_control(host._sock) as control:
        worker = ForkedWorkers(control, Bounds(128, 60, held=True)).start(str(submission))
        room = Path(worker.folder)
        assert room.is_dir()
        host._process.kill()
        assert wait_until(lambda: host._process.poll() is not None)
    worker.connection.close()
    host.close()
    assert not room.exists()
    assert not list(Path(tempfile.gettempdir()).glob(f"{scratch._prefix(host._process.pid)}*"))


def test_room_is_removed_when_the_grader_is_gone(submission: Path) -> None:
    host = LauncherHost(())
    control = own_control(host._sock)
    worker = ForkedWorkers(control, Bounds(128, 60, held=True)).start(str(submission))
    area = Path(worker.folder).parents[2]
    control.close()
    host._sock.close()
    assert wait_until(lambda: not area.exists())
    worker.connection.close()
    host.close()


def test_submission_that_is_not_there_is_said_and_ends_no_launcher(tmp_path: Path) -> None:
    host = LauncherHost(())
    with own_control(host._sock) as control:
        workers = ForkedWorkers(control, Bounds(128, 60, held=True))
        for _ in range(2):
            with pytest.raises(AutograderError, match="No such file or directory"):
                workers.start(str(tmp_path / "missing"))
    host.close()


def test_worker_that_cannot_be_held_is_our_fault_and_never_runs_the_submission(
    submission: Path,
) -> None:
    host = LauncherHost(())
    with own_control(host._sock) as control:
        no_such_limit = Bounds(128, 60, held=True, scratch_mb=2**50)
        with pytest.raises(AutograderError, match=r"a worker could not be held|only Landlock"):
            ForkedWorkers(control, no_such_limit).start(str(submission))
        worker = ForkedWorkers(control, Bounds(128, 60, held=True)).start(str(submission))
        worker.kill()
    host.close()

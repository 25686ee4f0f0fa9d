"""Whole runs of ``autograder bulk`` on a class of the tiny course, as a user starts them."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from autograder.build.products import solution_files
from autograder.grade.files import write_files
from autograder.grade.making import read_authored
from autograder.grade.plan import Course
from autograder.grade.queue import Queue, State

from ..tiny import autograder, change, command, copied, environment

MODULE = "a01_numbers"
_SLOW = b"\n\nimport time\n\n_fast = double\n\ndef double(x):\n    time.sleep(0.05)\n    return _fast(x)\n"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return copied(tmp_path / "course")


def package(course: Course, more: bytes = b"") -> dict[str, bytes]:
    authored = read_authored(course, MODULE)
    files = solution_files(authored.source, authored.config)
    plain = {name: content for name, content in files.items() if not name.startswith("tests/")}
    return {**plain, "numbers.py": plain["numbers.py"] + more}


def handed_in(course: Course, folder: Path) -> Path:
    """A class: right, wrong, hanging, damaged, empty, a zip, a single file, a notebook."""
    right = package(course)
    write_files(right, folder / "alice" / MODULE)
    write_files(package(course, b"\n\ndef double(x):\n    return x * x\n"), folder / "bob" / MODULE)
    write_files(package(course, b"\n\nwhile True:\n    pass\n"), folder / "carol" / MODULE)
    with zipfile.ZipFile(folder / "dave.zip", "w") as archive:
        for name, content in right.items():
            archive.writestr(f"{MODULE}/{name}", content)
    (folder / "erin.zip").write_bytes((folder / "dave.zip").read_bytes()[:200])
    (folder / "frank").mkdir()
    (folder / "grace.py").write_text("def double(x):\n    return 2 * x\n", "utf-8")
    return folder


def bulk(course: Course, folder: Path, *more: object) -> subprocess.CompletedProcess[str]:
    return autograder("bulk", folder, "-m", MODULE, *more, cwd=course.root)


def journal(course: Course) -> dict[str, tuple[State, float, str]]:
    queue = Queue(course.dist / MODULE / "class.sqlite", MODULE)
    try:
        return {row.name: (row.state, row.score, row.ended) for row in queue.rows()}
    finally:
        queue.close()


@pytest.mark.slow
def test_a_class_is_graded_and_no_bad_submission_stops_the_others(
    course: Course, tmp_path: Path
) -> None:
    folder = handed_in(course, tmp_path / "class")
    out = tmp_path / "out"
    done = bulk(course, folder, "-j", 2, "--csv", tmp_path / "grades.csv", "--json", out)
    assert done.returncode == 1, done.stderr
    found = journal(course)
    states = {name: state for name, (state, _, _) in found.items()}
    refused = {"erin.zip": State.REFUSED, "frank": State.REFUSED}
    assert states == dict.fromkeys(found, State.GRADED) | refused
    assert found["alice"][1] == found["dave.zip"][1] > found["bob"][1] > found["carol"][1] == 0
    assert 0 < found["grace.py"][1] < found["alice"][1]
    with (tmp_path / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    assert float(rows["alice"]["score"]) == found["alice"][1]
    assert "damaged" in rows["erin.zip"]["problem"]
    (result,) = json.loads((out / "bob.json").read_text("utf-8"))
    assert result["score"] == found["bob"][1]
    assert any("hint" in check and check["hint"] for t in result["tasks"] for check in t["checks"])
    assert "5 graded" in done.stdout
    assert "2 cannot be graded" in done.stdout
    assert not (out / "erin.zip.json").exists()


@pytest.mark.slow
def test_what_did_not_change_is_not_graded_again(course: Course, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    write_files(package(course), folder / "alice" / MODULE)
    write_files(package(course), folder / "bob" / MODULE)
    assert bulk(course, folder).returncode == 0
    before = journal(course)
    time.sleep(1.1)  # the time of grading is kept to the second
    again = bulk(course, folder)
    assert "2 of them graded before and unchanged" in again.stderr
    assert journal(course) == before
    (folder / "bob" / MODULE / "numbers.py").write_bytes(package(course)["numbers.py"] + b"\n# x\n")
    assert "1 of them graded before" in bulk(course, folder).stderr
    changed = journal(course)
    assert changed["alice"] == before["alice"]
    assert changed["bob"] != before["bob"]
    change(course, f"solutions/{MODULE}/tests/test_hidden.py", '"""', '"""  ')
    assert "graded before" not in bulk(course, folder).stderr
    time.sleep(1.1)
    before = journal(course)
    assert "graded before" not in bulk(course, folder, "--force").stderr
    assert all(journal(course)[name] != before[name] for name in before)


@pytest.mark.slow
def test_a_run_that_is_killed_goes_on_where_it_was(course: Course, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    for number in range(12):
        write_files(package(course, _SLOW), folder / f"s{number:02}" / MODULE)
    path = course.dist / MODULE / "class.sqlite"
    lost, rounds = {}, 0
    while rounds < 4:
        rounds += 1
        running = subprocess.Popen(
            command("bulk", folder, "-m", MODULE, "-j", 2),
            cwd=course.root,
            env=environment({}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wanted = len(lost) + 2
        while running.poll() is None and _graded(path) < wanted:
            time.sleep(0.02)
        if running.poll() is not None:
            break
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        now = {name: row for name, row in journal(course).items() if row[0] is State.GRADED}
        assert lost.items() <= now.items(), "what had ended was lost or graded again"
        lost = now
    assert len(lost) >= 4
    assert bulk(course, folder).returncode == 0
    found = journal(course)
    assert lost.items() <= found.items()
    assert {state for state, _, _ in found.values()} == {State.GRADED}
    assert len({score for _, score, _ in found.values()}) == 1


def _graded(path: Path) -> int:
    if not path.exists():
        return 0
    queue = Queue(path, MODULE)
    try:
        return sum(row.state is State.GRADED for row in queue.rows())
    finally:
        queue.close()


@pytest.mark.slow
def test_a_zip_of_a_class_is_graded_like_its_folder(course: Course, tmp_path: Path) -> None:
    folder = handed_in(course, tmp_path / "class")
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(tmp_path))
    bulk(course, folder)
    before = {name: row[:2] for name, row in journal(course).items()}
    (course.dist / MODULE / "class.sqlite").unlink()
    bulk(course, tmp_path / "class.zip")
    assert {name: row[:2] for name, row in journal(course).items()} == before


def test_faults_in_its_use_are_said_in_one_sentence(course: Course, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("no zip", "utf-8")
    for folder, words in (("empty", "is empty"), ("notes.txt", "neither a folder nor a zip")):
        done = bulk(course, tmp_path / folder)
        assert done.returncode == 2
        assert words in done.stderr
        assert "Traceback" not in done.stderr
    done = autograder("bulk", tmp_path / "empty", "-m", "b99_nothing", cwd=course.root)
    assert done.returncode == 2
    assert "b99_nothing" in done.stderr


@pytest.mark.slow
def test_names_that_would_act_in_a_terminal_or_spreadsheet_are_harmless(
    course: Course, tmp_path: Path
) -> None:
    folder = tmp_path / "class"
    write_files(package(course), folder / "=HYPERLINK(1)" / MODULE)
    write_files(package(course), folder / "red\x1b[31m [bold]x" / MODULE)
    done = bulk(course, folder, "--csv", tmp_path / "grades.csv")
    assert done.returncode == 0, done.stderr
    assert "\x1b[31m" not in done.stdout + done.stderr
    assert "[bold]x" in done.stdout
    assert "'=HYPERLINK(1)" in (tmp_path / "grades.csv").read_text("utf-8")

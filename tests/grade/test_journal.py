"""The results file: valid from the first second, whatever happens to the program."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import UsageError
from autograder.grade.grading import UNFINISHED, assemble
from autograder.grade.making import Authored
from autograder.grade.plan import Course
from autograder.grade.results import Journal

from ..tiny import Submit, alive, autograder, command, descendants, environment, wait_until

SLOW = "import time\n\ndef pause(f):\n    def g(x):\n        time.sleep(0.2)\n        return f(x)\n    return g\n\nroot = pause(root)\ndouble = pause(double)\n"


def started(course: Course, folder: Path, results: Path) -> subprocess.Popen[bytes]:
    """A grading under way."""
    return subprocess.Popen(
        command("grade", folder, "--json", results),
        cwd=course.root,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def finished(results: Path) -> list[str]:
    """Names of the checks that have ended; the file must be there and be whole."""
    (module,) = json.loads(results.read_text("utf-8"))
    checks = [check for task in module["tasks"] for check in task["checks"]]
    assert len(checks) == 11
    return [check["name"] for check in checks if check["message"] != UNFINISHED]


@pytest.mark.parametrize("ended", [0, 1, 3])
def test_results_are_valid_and_processes_gone_after_a_kill(
    course: Course, submit: Submit, tmp_path: Path, ended: int
) -> None:
    results = tmp_path / "results.json"
    grading = started(course, submit(SLOW), results)
    assert wait_until(lambda: results.exists() and len(finished(results)) >= ended, 20)
    if ended:
        assert wait_until(lambda: len(descendants(grading.pid)) >= 3), "launcher, judge, its fork"
    below = descendants(grading.pid)
    grading.send_signal(signal.SIGKILL)
    grading.wait()
    assert len(finished(results)) >= ended
    assert wait_until(lambda: not any(map(alive, below)))


def test_everything_is_gone_after_a_kill_in_an_endless_loop_of_trusted_code(
    course: Course, submit: Submit, tmp_path: Path
) -> None:
    """Nothing outlives the grader, not even a worker without limits that never looks up."""
    folder = submit("def double(x):\n    while True:\n        pass\n")
    grading = subprocess.Popen(
        command("grade", folder, "--trust"),
        cwd=course.root,
        env=environment(),
        stdout=subprocess.DEVNULL,
    )
    assert wait_until(lambda: len(descendants(grading.pid)) >= 4, 20), "and the worker"
    below = descendants(grading.pid)
    grading.kill()
    grading.wait()
    assert wait_until(lambda: not any(map(alive, below)))


def test_file_is_replaced_whole_and_never_written_in_place(
    course: Course, submit: Submit, tmp_path: Path
) -> None:
    results = tmp_path / "results.json"
    grading = started(course, submit(SLOW), results)
    inodes = set()
    while grading.poll() is None:
        if results.exists():
            inodes.add(results.stat().st_ino)
            finished(results)
        time.sleep(0.01)
    assert grading.returncode == 0
    assert len(inodes) > 1
    assert len(finished(results)) == 11
    assert sorted(path.name for path in tmp_path.iterdir()) == ["results.json", "submission"]


@pytest.mark.parametrize("path", ["no-folder", "text/results.json"])
def test_path_that_cannot_be_written_is_one_sentence(
    authored: Authored, tmp_path: Path, path: str
) -> None:
    (tmp_path / "no-folder").mkdir()
    (tmp_path / "text").write_text("")
    with pytest.raises(UsageError, match=r"cannot be written: .+ Name a file in a folder"):
        Journal(tmp_path / path).write([assemble(authored.plan, {}, 0.0)])


def test_unwritable_path_is_exit_status_2(course: Course, submit: Submit) -> None:
    done = autograder("grade", submit(), "--json", "/dev/null/results.json", cwd=course.root)
    assert done.returncode == 2
    assert done.stderr.startswith("/dev/null/results.json cannot be written")
    assert "Traceback" not in done.stderr


def test_no_path_writes_nothing(authored: Authored) -> None:
    Journal(None).write([assemble(authored.plan, {}, 0.0)])


def test_file_before_the_first_check_holds_all_checks(authored: Authored, tmp_path: Path) -> None:
    path = tmp_path / "new" / "results.json"
    Journal(path).write([assemble(authored.plan, {}, 0.0)])
    module: dict[str, Any] = json.loads(path.read_text())[0]
    assert (module["score"], module["max_score"]) == (0, 20)
    assert finished(path) == []
    assert [each.name for each in path.parent.iterdir()] == ["results.json"]

"""``autograder watch`` as a student has it: a process beside an editor."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.build.products import solution_files
from autograder.grade.files import write_files
from autograder.grade.making import read_authored, student_release
from autograder.grade.plan import Course

from ..tiny import (
    alive,
    change,
    command,
    copied,
    descendants,
    environment,
    listen_to_ctrl_c,
    wait_until,
)

MODULE = "a01_numbers"
PATIENCE = 60.0
RIGHT, ALSO_RIGHT = "(low + 1) ** 2 <= x", "x >= (low + 1) ** 2"
WRONG, LOOP = "low**2 < x", "True"


class Watch:
    """The program, and what it prints as it comes."""

    def __init__(self, cwd: Path, *more: str, **env: str) -> None:
        self.process = subprocess.Popen(
            command("watch", *more),
            cwd=cwd,
            env=environment(env),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=listen_to_ctrl_c,  # noqa: PLW1509  (it only sets a signal)
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)

    def until(self, text: str) -> str:
        """All that is printed up to a line with ``text``."""
        seen, ends = [], time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            try:
                seen.append(self.lines.get(timeout=0.2))
            except queue.Empty:
                continue
            if text in seen[-1]:
                return "".join(seen)
        raise AssertionError(f"{text!r} was not printed, but: {''.join(seen)}")

    def silent(self, seconds: float = 1.5) -> bool:
        """Whether nothing more comes for a while."""
        try:
            self.lines.get(timeout=seconds)
        except queue.Empty:
            return True
        return False

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()


def at_home(course: Course, folder: Path) -> Path:
    """A student's folder with one module, solved."""
    authored = read_authored(course, MODULE)
    release = student_release(course, authored)
    mine = solution_files(authored.source, authored.config)
    own = {name: text for name, text in mine.items() if not name.startswith("tests/")}
    write_files({**release, **own}, folder / "assignments" / MODULE)
    return folder


@pytest.fixture
def home(course: Course, tmp_path: Path) -> Path:
    return at_home(course, tmp_path / "Mein Kürs")


@pytest.fixture
def watch(home: Path) -> Iterator[Watch]:
    with Watch(home) as found:
        yield found


def code(home: Path) -> Path:
    return home / "assignments" / MODULE / "numbers.py"


def put(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_saved_task_is_graded_and_only_that(home: Path, watch: Watch) -> None:
    assert "Watching a01_numbers in" in watch.until("Watching")
    first = watch.until("are worth")
    assert MODULE in first
    put(code(home), RIGHT, WRONG)
    told = watch.until("are worth")
    assert "root" in told.split("checks run in")[1].splitlines()[0]
    assert "double" not in told.split("checks run in")[1].splitlines()[0]
    assert "Hint: What is the square of root(10)" in told
    put(code(home), WRONG, RIGHT)
    assert "6 / 6" in watch.until("are worth")
    assert watch.stop() == 0


def test_nothing_is_said_where_nothing_has_changed_that_matters(home: Path, watch: Watch) -> None:
    watch.until("are worth")
    put(code(home), '"""Whole numbers."""', '"""Whole numbers."""\n\n# a remark\n')
    assert watch.silent()
    os.utime(code(home))
    assert watch.silent()


def test_broken_and_missing_files_are_told_and_mended(home: Path, watch: Watch) -> None:
    watch.until("are worth")
    text = code(home).read_text("utf-8")
    code(home).write_text(text + "\n\ndef half(:\n", "utf-8")
    assert "cannot be imported" in watch.until("then grade again")
    code(home).unlink()
    assert "cannot be imported" in watch.until("then grade again")
    code(home).write_text(text, "utf-8")
    assert "cannot be imported" not in watch.until("are worth")
    folder = code(home).parent
    folder.rename(folder.with_name("elsewhere"))
    assert "There is no module" in watch.until("elsewhere")
    folder.with_name("elsewhere").rename(folder)
    watch.until("are worth")
    assert watch.stop() == 0


def test_an_editor_that_writes_in_steps_is_reported_once(home: Path, watch: Watch) -> None:
    watch.until("are worth")
    text = code(home).read_text("utf-8").replace("return x + x", "return 2 * x")
    for part in ("", text[:40], text):
        code(home).write_text(part, "utf-8")
    beside = code(home).with_name(".numbers.py.tmp")
    beside.write_text(text + "\n", "utf-8")
    beside.replace(code(home))
    told = watch.until("are worth")
    assert told.count("checks run in") == 1
    assert "cannot be imported" not in told
    assert watch.silent()


def test_a_save_ends_a_run_that_hangs(home: Path, watch: Watch) -> None:
    watch.until("are worth")
    put(code(home), RIGHT, LOOP)
    assert watch.silent(1.0)
    put(code(home), LOOP, ALSO_RIGHT)
    told = watch.until("are worth")
    assert "too long" not in told
    assert told.count("checks run in") == 1


def test_all_ends_with_ctrl_c_in_the_middle_of_a_run(home: Path, watch: Watch) -> None:
    watch.until("are worth")
    put(code(home), RIGHT, LOOP)
    assert watch.silent(1.0)
    children = descendants(watch.process.pid)
    assert children
    assert watch.stop() == 0
    watch.until("Stopped.")
    assert wait_until(lambda: not any(map(alive, children)))


def test_the_way_of_other_systems(home: Path) -> None:
    with Watch(home, AUTOGRADER_START="spawn") as watch:
        watch.until("are worth")
        for right in (RIGHT, ALSO_RIGHT):
            put(code(home), RIGHT, WRONG)
            assert "Next:" in watch.until("are worth")
            put(code(home), WRONG, right)
            assert "6 / 6" in watch.until("are worth")
        assert watch.stop() == 0


@pytest.mark.slow
def test_an_author_sees_changes_of_tests_and_points(tmp_path: Path) -> None:
    course = copied(tmp_path / "course")
    with Watch(course.root, f"solutions/{MODULE}") as watch:
        watch.until(f"{MODULE}  ")
        change(course, f"solutions/{MODULE}/tests/test_hidden.py", '"""', '"""Now: ')
        watch.until("checks run in")
        change(course, f"grading_configs/{MODULE}.yaml", "title:", "titel:")
        watch.until("titel")
        change(course, f"grading_configs/{MODULE}.yaml", "titel:", "title:")
        watch.until(f"{MODULE}  ")


@pytest.mark.slow
def test_of_several_modules_the_saved_one_is_graded(home: Path) -> None:
    other = home / "assignments" / "a02_others"
    text = (home / "assignments" / MODULE / "tests" / "grading.json").read_text("utf-8")
    for path in (home / "assignments" / MODULE).rglob("*"):
        if path.is_file():
            put_to = other / path.relative_to(home / "assignments" / MODULE)
            put_to.parent.mkdir(parents=True, exist_ok=True)
            put_to.write_bytes(path.read_bytes())
    (other / "tests" / "grading.json").write_text(text.replace(MODULE, "a02_others"), "utf-8")
    for path in other.rglob("*.py"):
        path.write_text(path.read_text("utf-8").replace(MODULE, "a02_others"), "utf-8")
    with Watch(home) as watch:
        watch.until("Watching 2 modules")
        assert watch.silent()
        put(other / "numbers.py", RIGHT, ALSO_RIGHT)
        assert MODULE not in watch.until("are worth").replace("a02_others", "")
        put(code(home), RIGHT, ALSO_RIGHT)
        assert MODULE in watch.until("are worth")


def test_what_is_not_there_cannot_be_watched(tmp_path: Path) -> None:
    with Watch(tmp_path, "nowhere") as watch:
        assert watch.process.wait(PATIENCE) == 2
        assert "nowhere does not exist" in watch.until("nowhere")

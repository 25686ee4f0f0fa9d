"""The fixtures under plain pytest, each run in a fresh interpreter as a student would."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from autograder.channel.outcome import Value
from autograder.channel.recordings import CheckRecording, RecordedCall, Recordings, dumps
from autograder.checks.bench import seed_for

INIT = "from .toy import double, noise, spoil\n"
TOY = '''\
import random

import numpy as np


def double(x):
    """Twice x."""
    return x + x


def noise(n):
    return [random.random(), *np.random.rand(n).tolist()]


def spoil(x):
    x[:] = 0
    return x
'''
PROBES = """\
from autograder.checks import probe


@probe
def twice(impl, x):
    return impl.double(impl.double(x))
"""
PUBLIC = '''\
import numpy as np

from autograder.checks import arrays, expect, task

from .probes import twice


@task("double")
def test_double(student, reference, rng):
    """Doubles."""
    (x,) = arrays(rng, (2, 2))
    expect(student.double(x)).close_to(reference.double(x))


@task("double")
def test_twice(student, reference):
    """Doubles twice."""
    expect(twice(student, np.ones(2))).close_to(twice(reference, np.ones(2)))


@task("noise")
def test_noise(student, reference):
    """Draws alike."""
    for _ in range(2):
        expect(student.noise(3)).equal_to(reference.noise(3))


@task("spoil")
def test_spoil(student):
    """Copies."""
    x = np.ones(2)
    expect(student.spoil(x)).close_to(np.zeros(2))
    assert x.tolist() == [1, 1]
'''


def module(folder: Path, name: str = "m01_toy", toy: str = TOY, public: str = PUBLIC) -> Path:
    tests = folder / name / "tests"
    tests.mkdir(parents=True)
    (tests / "__init__.py").write_text("")
    (tests / "probes.py").write_text(PROBES)
    (tests / "test_public.py").write_text(public)
    (folder / name / "__init__.py").write_text(INIT)
    (folder / name / "toy.py").write_text(toy)
    return folder / name


def run(folder: Path, *args: str, answers: str = "") -> str:
    switches = [
        "-p",
        "autograder.checks.plugin",
        "--import-mode=importlib",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *switches, "-c", "/dev/null", "--rootdir", ".", *args],
        cwd=folder, input=answers, capture_output=True, text=True, check=False, timeout=60,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
             # A file that is rewritten within a second at the same size would keep its old bytecode.
             "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    return done.stdout + done.stderr


def test_two_modules_run_side_by_side(tmp_path: Path) -> None:
    module(tmp_path)
    module(tmp_path, "m02_toy", TOY.replace("x + x", "x * 2.0"))
    assert "8 passed" in run(tmp_path)


def test_an_exception_ends_in_the_students_own_line(tmp_path: Path) -> None:
    module(tmp_path, toy=TOY.replace("x[:] = 0", "raise KeyError(x.shape)"))
    output = run(tmp_path, "-k", "test_spoil")
    assert "m01_toy/toy.py:16: KeyError" in output
    assert "E       KeyError: (2,)" in output


def test_the_debugger_stops_in_the_students_code(tmp_path: Path) -> None:
    module(tmp_path, toy=TOY.replace("x[:] = 0", "raise KeyError(x.shape)"))
    output = run(tmp_path, "-k", "test_spoil", "--pdb", answers="q\n")
    assert re.search(r"> .*/m01_toy/toy\.py\(16\)spoil\(\)\n-> raise KeyError", output)


def test_a_wrong_value_is_shown_at_the_line_of_the_check(tmp_path: Path) -> None:
    module(tmp_path, toy=TOY.replace("return x + x", "return x[:1]"), public=PUBLIC.replace(
        "reference.double(x)", "np.zeros((2, 2))"))  # fmt: skip
    output = run(tmp_path, "-k", "test_double")
    assert "got shape (1, 2), expected (2, 2)" in output
    assert "m01_toy/tests/test_public.py:12: CheckEnded" in output
    assert "judged.py" not in output


def test_a_stub_shows_its_own_error(tmp_path: Path) -> None:
    stub = 'raise NotImplementedError("double: Twice x.")'
    module(tmp_path, toy=TOY.replace("return x + x", stub))
    output = run(tmp_path, "-k", "test_double")
    assert "NotImplementedError: double: Twice x." in output
    assert "toy.py:8" in output


def test_a_value_that_is_never_judged_is_an_error(tmp_path: Path) -> None:
    module(tmp_path, public=PUBLIC.replace("expect(student.spoil(x)).close_to(np.zeros(2))",
                                           "student.spoil(x)"))  # fmt: skip
    output = run(tmp_path, "-k", "test_spoil")
    assert "the check never judges what spoil([1., 1.]) returned" in output


def recorded(x: np.ndarray) -> bytes:
    call = RecordedCall("double", (x,), {}, Value(2 * x))
    check = CheckRecording((call,), (call,))
    return dumps(Recordings("m01_toy", "", {}, {"test_double": check}))


def inputs() -> np.ndarray:
    rng = np.random.default_rng(seed_for("m01_toy", "test_double"))
    return np.asarray(rng.standard_normal((2, 2)))


def test_recordings_answer_where_there_is_no_reference(tmp_path: Path) -> None:
    wrong = module(tmp_path, toy=TOY.replace("return x + x", "return x * x"))
    (wrong / "tests" / "recordings.json").write_bytes(recorded(inputs()))
    output = run(tmp_path, "-k", "test_double")
    assert "1 failed" in output
    assert "4 of 4 entries differ" in output
    (wrong / "toy.py").write_text(TOY)
    assert "1 passed" in run(tmp_path, "-k", "test_double")


@pytest.mark.parametrize(
    "files", [{"recordings.json": recorded(np.ones(3))}, {"grading.json": b"{}"}]
)
def test_recordings_that_do_not_fit_or_are_missing_say_so(
    tmp_path: Path, files: dict[str, bytes]
) -> None:
    release = module(tmp_path)
    for name, content in files.items():
        (release / "tests" / name).write_bytes(content)
    output = run(tmp_path, "-k", "test_double")
    assert "the recording of test_double has no answer for this call of reference.double" in output
    assert "get the module again" in output

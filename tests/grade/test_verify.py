"""`verify` holds on a good module, and finds each weakness that is planted in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.grade.making import read_authored
from autograder.grade.plan import Course
from autograder.grade.verify import Verified, verify

from ..tiny import autograder, copied, with_check

SOURCE = "solutions/a01_numbers/numbers.py"
HIDDEN = "solutions/a01_numbers/tests/test_hidden.py"
PUBLIC = "solutions/a01_numbers/tests/test_public.py"


def found(course: Course) -> Verified:
    return verify(course, read_authored(course, "a01_numbers"))


def test_good_module_holds(course: Course) -> None:
    verified = found(course)
    assert verified.reasons == []
    assert (verified.points, verified.checks, len(verified.mistakes)) == (20, 11, 6)
    assert all(mistake.checks for mistake in verified.mistakes)


def test_torch_module_holds_on_the_command_line(course: Course) -> None:
    done = autograder("verify", "a02_tensors", "--matrix", cwd=course.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 of 2" in done.stdout
    assert "softmax/not-normalised: test_softmax_gradient" in done.stdout


def changed(name: str, old: str, new: str) -> Callable[[Path], Course]:
    return lambda folder: copied(folder, {name: (old, new)})


def more(check: str, where: str = "hidden") -> Callable[[Path], Course]:
    return lambda folder: with_check(folder, check, where=where)


SLOW = '''def test_slow(student):
    """Waits."""
    import time
    time.sleep(0.6)
    expect(student.double(1)).equal_to(2)
'''
PASSES_STUB = '''def test_lenient(student):
    """Expects nothing."""
    expect(3).equal_to(3)
'''
NEEDS_A_FILE = '''def test_needs_a_file(student):
    """Reads a file that students do not get."""
    from pathlib import Path
    Path(__file__).with_name("test_hidden.py").read_text()
    expect(student.double(1)).equal_to(2)
'''
FAILS = '''def test_wrong(student):
    """Expects what is wrong."""
    expect(student.double(1)).equal_to(3)
'''
WEAKNESSES = {
    "mistake that no hidden check catches": (
        changed(HIDDEN, "reference.root(x))", "reference.root(x) if student is None else 0) if x == 0 else None"),
        "no hidden check ends FAILED on the mistake root/rounds-up",
    ),
    "mistake that rots": (
        changed(SOURCE, "    # return x * x\n", "    # return y * x\n"),
        "the mistake double/squared is rotten: .*NameError",
    ),
    "check that the stub passes": (more(PASSES_STUB), "the stub ends test_lenient with PASSED"),
    "check that the solution fails": (more(FAILS), "the solution fails test_wrong: FAILED"),
    "solution in released text": (
        changed(
            SOURCE,
            '"""Whole numbers."""\n',
            '"""Whole numbers."""\n\n\ndef _given(x: int) -> bool:\n    return x % 2 == 0\n',
        ),
        r"numbers\.py:\d+: .*(released|stands)",
    ),
    "slow check": (more(SLOW), r"test_slow takes 0\.\d s on the solution, more than 0.5 s"),
    "public check that needs what students do not have": (
        more(NEEDS_A_FILE, "public"),
        "in a student's repository the solution fails test_needs_a_file",
    ),
}


@pytest.mark.parametrize(("plant", "reason"), WEAKNESSES.values(), ids=WEAKNESSES.keys())
def test_planted_weakness_is_a_reason(
    tmp_path: Path,
    plant: Callable[[Path], Course],
    reason: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("autograder.grade.verify.CHECK_SECONDS", 0.5)
    import re

    reasons = found(plant(tmp_path / "course")).reasons
    assert [text for text in reasons if re.search(reason, text)], reasons


def test_weakness_is_exit_status_1_with_its_reason(tmp_path: Path) -> None:
    course = more(FAILS)(tmp_path / "course")
    done = autograder("verify", "a01_numbers", cwd=course.root)
    assert done.returncode == 1
    assert "a01_numbers: the solution fails test_wrong" in done.stderr
    assert "reason" in done.stdout

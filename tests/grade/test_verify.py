"""`verify` holds on a good module, and finds each weakness that is planted in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.build.products import solution_files
from autograder.grade.files import write_files
from autograder.grade.making import read_authored
from autograder.grade.plan import Course
from autograder.grade.verify import Verified, verify

from ..tiny import add_check, autograder, change, copied, with_check

SOURCE = "solutions/a01_numbers/numbers.py"
HIDDEN = "solutions/a01_numbers/tests/test_hidden.py"


def found(course: Course) -> Verified:
    return verify(course, read_authored(course, "a01_numbers"))


def test_good_module_holds(course: Course) -> None:
    verified = found(course)
    assert verified.reasons == []
    assert (verified.points, verified.checks, len(verified.mistakes)) == (20, 11, 6)
    assert all(mistake.checks for mistake in verified.mistakes)


@pytest.mark.slow
def test_torch_module_holds_on_the_command_line(course: Course) -> None:
    done = autograder("verify", "a02_tensors", "--matrix", cwd=course.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2/2" in done.stdout
    assert "softmax/not-normalised: test_softmax_gradient" in done.stdout


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
LEAKS = """

def _given(x: int) -> int:
    low = 0
    while (low + 1) ** 2 <= x:
        low += 1
    return low
"""
WEAKNESSES = {
    "mistake that rots": "the mistake double/squared is rotten: .*NameError",
    "check that the stub passes": "the stub ends test_lenient with PASSED",
    "check that the solution fails": "the solution fails test_wrong: FAILED",
    "slow check": r"test_slow takes 0\.\d s on the solution, more than 0.5 s",
    "public check that needs what students do not have": (
        "in a student's repository the solution fails test_needs_a_file"
    ),
}


@pytest.fixture(scope="module")
def weak(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with every weakness at once, since verify never stops at the first."""
    course = with_check(tmp_path_factory.mktemp("weak") / "course", SLOW)
    for check in (PASSES_STUB, FAILS):
        add_check(course, check)
    add_check(course, NEEDS_A_FILE, where="public")
    change(course, SOURCE, "    # return x * x\n", "    # return y * x\n")
    return course


@pytest.fixture(scope="module")
def reasons(weak: Course) -> list[str]:
    """What verify finds in it, where a check may take half a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("autograder.grade.verify.CHECK_SECONDS", 0.5)
        return found(weak).reasons


@pytest.mark.parametrize("reason", WEAKNESSES.values(), ids=WEAKNESSES.keys())
def test_planted_weakness_is_a_reason(reasons: list[str], reason: str) -> None:
    assert [text for text in reasons if re.search(reason, text)], reasons


def test_mistake_that_nothing_catches_and_solution_in_released_text_are_reasons(
    tmp_path: Path,
) -> None:
    course = copied(tmp_path / "course")
    change(course, HIDDEN, "reference.root(x))", "reference.root(x)) if x in (0, 49) else 0")
    change(course, SOURCE, '"""Whole numbers."""\n', f'"""Whole numbers."""\n{LEAKS}')
    missed, leak = found(course).reasons
    assert missed.startswith(
        "no hidden check with points ends FAILED on the mistake root/rounds-up"
    )
    assert re.search(r"numbers\.py:\d+: this statem.* stands in released text", leak)


TRIPLES = b"""

def double(x):
    return 3 * x
"""
ROUNDS_UP = """
def root(x):
    if x < 0:
        raise ValueError("negative")
    return next(y for y in range(x + 1) if y * y >= x)
"""
RIGHT_AFTER_ALL = """
def double(x):
    return 2 * x
"""
ROTTEN = """
def quad(x):
    return four * x
"""


def write(course: Course, name: str, text: str) -> None:
    path = course.solution("a01_numbers") / "tests" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_variant_that_loses_points_is_a_reason(tmp_path: Path) -> None:
    course = copied(tmp_path / "course")
    authored = read_authored(course, "a01_numbers")
    files = solution_files(authored.source, authored.config)
    for name, more in (("fair", b""), ("odd", TRIPLES)):
        package = {**files, "__init__.py": files["__init__.py"] + more}
        write_files(package, course.solution("a01_numbers") / "tests" / "variants" / name)
    verified = found(course)
    assert verified.variants == 2
    assert len(verified.reasons) == 2
    for reason in verified.reasons:
        assert re.match(r"the variant odd is right and fails test_double_\w+: FAILED: ", reason)


def test_second_writings_are_tried_and_all_or_none_are_there(tmp_path: Path) -> None:
    course = copied(tmp_path / "course")
    write(course, "mistakes/root/rounds-up.py", ROUNDS_UP)
    write(course, "mistakes/double/squared.py", RIGHT_AFTER_ALL)
    write(course, "mistakes/quad/thrice.py", ROTTEN)
    write(course, "mistakes/quad/unheard-of.py", ROTTEN)
    verified = found(course)
    caught = {each.mistake: each.checks for each in verified.again}
    assert caught["root/rounds-up"]
    assert {name for name, checks in caught.items() if checks} == {"root/rounds-up"}
    text = "\n".join(verified.reasons)
    assert "FAILED on the second writing of double/squared. Write a check" in text
    assert "the second writing of quad/thrice is rotten: " in text
    assert "tests/mistakes/quad/unheard-of.py: the source has no such mistake" in text
    assert "octuple/six-times has no second writing. Add tests/mistakes/octuple/six" in text


def test_reasons_are_exit_status_1_and_a_table_still_stands(tmp_path: Path) -> None:
    course = copied(tmp_path / "course")
    change(course, "grading_configs/a01_numbers.yaml", "test_double_many:", "test_double_more:")
    done = autograder("verify", "a01_numbers", cwd=course.root)
    assert done.returncode == 1
    assert "test_double_more" in done.stderr
    assert "a01_numbers" in done.stdout
    assert "Traceback" not in done.stderr

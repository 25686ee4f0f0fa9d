from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.config.found_checks import FoundCheck, find_checks

Edit = Callable[[Path, str, str], None]


def faults(tests_folder: Path) -> list[str]:
    """Every problem of the test files as text, without the folder."""
    _, problems = find_checks(tests_folder)
    return [str(problem).replace(f"{tests_folder}/", "") for problem in problems]


def test_checks_of_both_files_are_found_in_file_order(tests_folder: Path) -> None:
    checks, problems = find_checks(tests_folder)
    public, hidden = tests_folder / "test_public.py", tests_folder / "test_hidden.py"
    assert problems == []
    assert checks == [
        FoundCheck(public, 5, "test_rows_sum_to_one", "softmax", True, "Every row sums to one."),
        FoundCheck(
            public, 10, "test_formula", "sdpa", True, "The values are those of the formula."
        ),
        FoundCheck(
            hidden, 5, "test_large_logits", "softmax", False, "Large logits give finite weights."
        ),
    ]


def test_the_files_are_read_and_never_run(tests_folder: Path, edit: Edit) -> None:
    edit(tests_folder / "test_hidden.py", "from autograder import checks", "raise SystemExit(1)")
    checks, problems = find_checks(tests_folder)
    assert len(checks) == 3
    assert problems == []


def test_a_students_folder_without_hidden_checks_is_fine(tests_folder: Path) -> None:
    (tests_folder / "test_hidden.py").unlink()
    checks, problems = find_checks(tests_folder)
    assert [check.public for check in checks] == [True, True]
    assert problems == []


def test_a_module_without_public_checks_is_not(tests_folder: Path) -> None:
    (tests_folder / "test_public.py").unlink()
    assert faults(tests_folder) == [
        "test_public.py:1: there is no such file. Write it: students need checks that they can run."
    ]


def test_helpers_and_fixtures_are_no_checks(tests_folder: Path) -> None:
    with (tests_folder / "test_hidden.py").open("a") as file:
        file.write(
            "\n\ndef naive(x):\n    def test_inner(): ...\n    return x\n\nclass Fake: ...\n"
        )
    assert len(find_checks(tests_folder)[0]) == 3


CHECK = '@checks.task("softmax")\ndef test_large_logits(student):'


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        (
            "def test_large_logits(student):",
            "4: test_large_logits does not say which task it checks. "
            'Decorate it with @task("name").',
        ),
        (
            "@task\ndef test_large_logits(student):",
            "5: the @task of test_large_logits does not hold one name in quotes. "
            'Write it like this: @task("softmax").',
        ),
        (
            "@task(NAME)\ndef test_large_logits(student):",
            "5: the @task of test_large_logits does not hold one name in quotes. "
            'Write it like this: @task("softmax").',
        ),
        (
            '@task(f"soft{x}")\ndef test_large_logits(student):',
            "5: the @task of test_large_logits does not hold one name in quotes. "
            'Write it like this: @task("softmax").',
        ),
        (
            '@task("softmax")\n@task("sdpa")\ndef test_large_logits(student):',
            "6: test_large_logits has two @task decorators. Keep one: a check belongs to one task.",
        ),
        (
            f'@pytest.mark.parametrize("n", [1, 2])\n{CHECK}',
            "6: test_large_logits is parametrised, but one check is one row of the result. "
            "Loop inside the check.",
        ),
        (
            CHECK.replace("def", "async def"),
            "5: test_large_logits is async, which is not supported. "
            "Write a plain def; a probe may run an event loop.",
        ),
        (
            CHECK.replace("student", "*args"),
            "5: test_large_logits takes *args, which pytest cannot fill. "
            "Name the fixtures: student, reference, rng.",
        ),
        (
            CHECK.replace("student", "student, **rest"),
            "5: test_large_logits takes **rest, which pytest cannot fill. "
            "Name the fixtures: student, reference, rng.",
        ),
        (
            CHECK.replace("test_large_logits", "testLarge"),
            "5: pytest runs testLarge, but it is not named like a check. "
            "Name it test_ and a word, or start a helper's name otherwise.",
        ),
        (
            CHECK.replace("test_large_logits", "test_formula"),
            "5: test_formula stands twice, first in test_public.py, line 10. "
            "Give one of them another name.",
        ),
        (
            f'{CHECK}\n    ""\n\n{CHECK.replace("logits", "scores")}',
            "5: test_large_logits has no docstring, and students read its first line. "
            "Say in one line what is tested, without the inputs.",
        ),
    ],
)
def test_each_fault_says_its_line_and_what_to_do(
    tests_folder: Path, edit: Edit, new: str, fault: str
) -> None:
    edit(tests_folder / "test_hidden.py", CHECK, new)
    assert faults(tests_folder) == [f"test_hidden.py:{fault}"]


@pytest.mark.parametrize(
    ("around", "called"),
    [
        ("class TestIt:", "a class"),
        ("if True:", "another statement"),
        ("try:\n    pass\nexcept ValueError:", "another statement"),
    ],
)
def test_a_check_inside_something_is_not_supported(
    tests_folder: Path, around: str, called: str
) -> None:
    text = f'{around}\n    @task("softmax")\n    def test_a(student):\n        """A."""\n'
    (tests_folder / "test_hidden.py").write_text(text)
    line = len(around.splitlines()) + 2
    assert faults(tests_folder) == [
        f"test_hidden.py:{line}: test_a stands inside {called}, which is not supported. "
        "Move it to the top level of the file."
    ]


def test_a_file_that_is_not_python_says_the_line(tests_folder: Path) -> None:
    (tests_folder / "test_hidden.py").write_text("x = 1\ndef test_a(:\n")
    assert faults(tests_folder) == [
        "test_hidden.py:2: this is not Python: invalid syntax. Correct the syntax."
    ]


def test_one_name_twice_in_one_file_is_a_fault(tests_folder: Path) -> None:
    check = '@task("sdpa")\ndef test_a(student):\n    """A."""\n'
    (tests_folder / "test_hidden.py").write_text(check + check)
    assert faults(tests_folder) == [
        "test_hidden.py:5: test_a stands twice, first in test_hidden.py, line 2. "
        "Give one of them another name."
    ]


def test_a_check_with_several_faults_has_them_all(tests_folder: Path) -> None:
    (tests_folder / "test_hidden.py").write_text("class A:\n    async def test_a(*x): ...\n")
    assert len(faults(tests_folder)) == 5

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.config.crosscheck import crosscheck
from autograder.config.found_checks import find_checks
from autograder.config.load import load_module

Edit = Callable[[Path, str, str], None]


@pytest.fixture(autouse=True)
def _hidden_check_of_sdpa(folder: Path, tests_folder: Path, edit: Edit) -> None:
    """Every task has a hidden check to begin with."""
    edit(folder / "attention.yaml", "points: 4\n", "points: 5\n")
    edit(folder / "attention.yaml", "      test_formula", "      test_mask: {points: 1}\n"
         "      test_formula")  # fmt: skip
    with (tests_folder / "test_hidden.py").open("a") as file:
        file.write('\n\n@checks.task("sdpa")\ndef test_mask(student):\n    """Masks."""\n')


def faults(folder: Path) -> list[str]:
    checks, _ = find_checks(folder / "tests")
    problems = crosscheck(load_module(folder, "attention"), folder / "attention.yaml", checks)
    return [str(problem).replace(f"{folder}/", "") for problem in problems]


def test_files_that_agree_have_no_problems(folder: Path) -> None:
    assert faults(folder) == []


def test_a_check_of_an_unknown_task_names_the_nearest(folder: Path, edit: Edit) -> None:
    edit(folder / "tests/test_public.py", '"softmax"', '"sofmax"')
    assert faults(folder) == [
        "tests/test_public.py:5: test_rows_sum_to_one checks the task 'sofmax', which "
        "attention.yaml does not have. Write 'softmax'."
    ]


def test_a_check_of_a_wholly_unknown_task_lists_the_tasks(folder: Path, edit: Edit) -> None:
    edit(folder / "tests/test_public.py", '"softmax"', '"relu"')
    assert faults(folder) == [
        "tests/test_public.py:5: test_rows_sum_to_one checks the task 'relu', which "
        "attention.yaml does not have. The tasks are: softmax, sdpa."
    ]


def test_a_check_without_points_says_what_to_add(folder: Path, edit: Edit) -> None:
    check = '@checks.task("sdpa")\ndef test_new(student):\n    """New."""\n\n\n'
    edit(folder / "tests/test_hidden.py", '@checks.task("sdpa")', check + '@checks.task("sdpa")')
    assert faults(folder) == [
        "tests/test_hidden.py:14: test_new has no points in attention.yaml. "
        "Add 'test_new: {points: 1}' to the checks of sdpa."
    ]


def test_a_misspelt_check_is_said_on_both_sides(folder: Path, edit: Edit) -> None:
    edit(folder / "attention.yaml", "test_rows_sum_to_one", "test_rows_sum_to_1")
    assert faults(folder) == [
        "attention.yaml:8: no test file has the check test_rows_sum_to_1. "
        "Rename it to test_rows_sum_to_one.",
        "tests/test_public.py:5: test_rows_sum_to_one has no points in attention.yaml. "
        "Add 'test_rows_sum_to_one: {points: 1}' to the checks of softmax.",
    ]


def test_a_configured_check_that_nobody_wrote_is_a_problem(folder: Path, edit: Edit) -> None:
    edit(folder / "attention.yaml", "{points: 2}", "{points: 2}\n      test_dim: {points: 0}")
    assert faults(folder) == [
        "attention.yaml:10: no test file has the check test_dim. "
        "Write the check or remove the entry."
    ]


def test_a_check_under_another_task_names_both(folder: Path, edit: Edit) -> None:
    edit(folder / "tests/test_public.py", '"softmax"', '"sdpa"')
    assert faults(folder) == [
        "tests/test_public.py:5: test_rows_sum_to_one checks the task sdpa, but attention.yaml "
        "lists it under softmax. Correct one of the two."
    ]


def test_a_task_without_a_hidden_check_is_a_problem(folder: Path) -> None:
    hidden, public = folder / "tests/test_hidden.py", folder / "tests/test_public.py"
    public.write_text(public.read_text() + hidden.read_text())
    hidden.write_text("")
    assert faults(folder) == [
        "attention.yaml:5: the task softmax has no hidden check. Add one to test_hidden.py.",
        "attention.yaml:10: the task sdpa has no hidden check. Add one to test_hidden.py.",
    ]


def test_a_task_without_any_check_is_a_problem(folder: Path) -> None:
    hidden, public = folder / "tests/test_hidden.py", folder / "tests/test_public.py"
    for path in (hidden, public):
        path.write_text(path.read_text().replace('task("sdpa")', 'task("softmax")'))
    assert [line for line in faults(folder) if line.startswith("attention.yaml")] == [
        'attention.yaml:10: the task sdpa has no check. Decorate its checks with @task("sdpa").'
    ]


def test_a_check_without_a_decorator_is_not_reported_a_second_time(
    folder: Path, edit: Edit
) -> None:
    edit(folder / "tests/test_public.py", '@task("softmax")\n', "")
    assert faults(folder) == []
    assert len(find_checks(folder / "tests")[1]) == 1

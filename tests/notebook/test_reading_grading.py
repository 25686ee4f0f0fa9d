"""Notebooks graded by real processes: the same ends and points as for the package."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.build.products import solution_files, student_files, variant_files
from autograder.grade.files import write_files
from autograder.grade.making import Authored, read_authored
from autograder.grade.plan import Course
from autograder.model import Verdict

from ..tiny import ROOT, autograder, graded
from .reading_ground import (
    NAME,
    cells_of,
    document,
    ends,
    graded_path,
    replaced,
    solution_cells,
    variant_cells,
    written,
)

NOTEBOOKS = Path(__file__).parent / "notebooks"


def as_package(course: Course, authored: Authored, files: dict[str, bytes], folder: Path):
    target = folder / authored.plan.module
    write_files({n: t for n, t in files.items() if not n.startswith("tests/")}, target)
    return graded(authored.plan, target)


def mistakes(authored: Authored) -> list[tuple[str, str]]:
    """Two known mistakes, of two tasks where there are."""
    by_task = {}
    for source in authored.source.sources:
        for each in source.mistakes:
            by_task.setdefault(each.task, each.name)
    return list(by_task.items())[:2]


@pytest.mark.slow
@pytest.mark.parametrize(
    "module", ["n02_micrograd", "s05_bpe", "r04_td_learning", "t01_attention", "k02_task_framing"]
)
def test_scores_of_notebook_and_package_agree_check_for_check(module: str, tmp_path: Path) -> None:
    course = Course(ROOT)
    authored = read_authored(course, module)
    source, config = authored.source, authored.config
    for index, files in enumerate(
        [
            solution_files(source, config),
            student_files(source, config),
            *(variant_files(source, config, *each) for each in mistakes(authored)),
        ]
    ):
        folder = tmp_path / str(index)
        path = written(folder, cells_of(module, files, config.tasks), f"{module}.ipynb")
        notebook = ends(graded_path(course, path))
        assert notebook == ends(as_package(course, authored, files, folder))
        full = all(verdict == "PASSED" for verdict, _ in notebook.values())
        assert full == (index == 0)


@pytest.mark.slow
def test_solution_stub_and_mistake_of_the_small_course(
    course: Course, authored: Authored, tmp_path: Path
) -> None:
    path = written(tmp_path, solution_cells(authored))
    result = graded_path(course, path)
    assert result.score == result.max_score
    assert result.notes == ()
    stub = cells_of(NAME, student_files(authored.source, authored.config), authored.config.tasks)
    kinds = {check.verdict for check in graded_path(course, written(tmp_path, stub)).checks}
    assert kinds == {Verdict.NOT_ATTEMPTED}
    wrong = written(tmp_path, variant_cells(authored, "quad", "thrice"))
    assert ends(graded_path(course, wrong))["test_quad_many"] == ("FAILED", 0.0)


@pytest.mark.parametrize("name", sorted(each.name for each in NOTEBOOKS.iterdir()))
def test_what_each_editor_and_nbconvert_writes_gets_full_marks(
    name: str, course: Course, tmp_path: Path
) -> None:
    path = tmp_path / f"homework {name.removesuffix('.txt')}"
    shutil.copy(NOTEBOOKS / name, path)
    result = graded_path(course, path, NAME)
    assert [check.name for check in result.checks if check.verdict is not Verdict.PASSED] == []


def test_a_broken_cell_costs_only_its_task(
    course: Course, authored: Authored, tmp_path: Path
) -> None:
    cells = replaced(solution_cells(authored), "is_even", "def is_even(x):\n    return (x %% 2")
    result = graded_path(course, written(tmp_path, cells))
    lost = {check.task for check in result.checks if check.verdict is not Verdict.PASSED}
    assert lost == {"is_even"}
    (check,) = [each for each in result.checks if each.task == "is_even"]
    assert check.verdict is Verdict.ERROR
    assert "SyntaxError" in check.detail
    number = next(i for i, each in enumerate(cells, 1) if "%% 2" in each["source"])
    assert f"cell_{number}.py:" in check.detail
    assert result.notes[0].startswith(f"Cell {number} cannot be read (line ")


def test_a_cell_that_raises_costs_only_what_it_defines(
    course: Course, authored: Authored, tmp_path: Path
) -> None:
    text = "LIMITS = {}['missing']\n\ndef root(x):\n    return LIMITS[x]\n\nTWO = 2"
    cells = replaced(solution_cells(authored), "root", text)
    cells = replaced(cells, "double", "def double(x):\n    return TWO * x")
    result = graded_path(course, written(tmp_path, cells))
    lost = {check.task for check in result.checks if check.verdict is not Verdict.PASSED}
    assert lost == {"root"}
    detail = next(each.detail for each in result.checks if each.name == "test_root_many")
    assert "KeyError: 'missing'" in detail
    assert ":1: LIMITS = {}['missing']" in detail


EXPLORATION = [
    "import os; os._exit(1)",
    "while True: pass",
    "open('written.txt', 'w').write('x')",
    "import sys; sys.modules['numpy'] = None",
    "for x in range(10):\n    double = x",
    "assert double(2) == 5",
    "results = [double(x) for x in range(10**12)]",
    "double = double(3)",
    "await something()",
    "get_ipython().system('reboot')",
    "del double",
    "display(double)",
]


def test_exploration_is_never_run(course: Course, authored: Authored, tmp_path: Path) -> None:
    cells = [each for part in solution_cells(authored) for each in (part, *EXPLORATION)]
    path = written(tmp_path, cells)
    result = graded_path(course, path)
    assert result.score == result.max_score
    assert {each.name for each in tmp_path.iterdir()} == {path.name}


@pytest.mark.slow
def test_what_a_task_needs_is_run_and_may_time_out(
    course: Course, authored: Authored, tmp_path: Path
) -> None:
    text = "TABLE = [x for x in iter(int, 1) if x]\ndef double(x):\n    return TABLE[x]"
    result = graded_path(
        course, written(tmp_path, replaced(solution_cells(authored), "double", text))
    )
    assert {check.verdict for check in result.checks} == {Verdict.TIMEOUT}


def test_attacks_stay_in_the_worker(course: Course, authored: Authored, tmp_path: Path) -> None:
    """They spoil their own submission at most: no other process, and no points."""
    text = (
        "__builtins__ = {}\n__file__ = '/etc/passwd'\n__name__ = 'autograder'\n"
        "import sys\nsys.modules['autograder.notebook.running'] = sys.modules[__name__] = None\n"
        "def double(x):\n    return (__builtins__, __file__, __name__) and sys and x\n"
    )
    cells = replaced(solution_cells(authored), "double", text)
    result = graded_path(course, written(tmp_path, cells))
    lost = [check for check in result.checks if check.verdict is not Verdict.PASSED]
    assert {check.task for check in lost} >= {"double"}
    assert Verdict.GRADER_ERROR not in {check.verdict for check in result.checks}


HOSTILE = {
    "nested lists": b'{"cells": ' + b"[" * 10_000_000,
    "nested Python": document(["x = " + "(" * 9000 + ")" * 9000, "y = " + "-" * 200_000 + "1"]),
    "many objects": b'{"cells": [' + b"[],{}," * 7_000_000 + b"[]]}",
    "a hundred thousand cells": document(["a = 1"] * 100_000),
    "more than 50 MB": b'{"cells": [], "x": "' + b" " * 51 * 2**20 + b'"}',
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_notebooks_end_in_a_sentence_or_a_grade(
    name: str, course: Course, tmp_path: Path
) -> None:
    path = tmp_path / f"{NAME}.ipynb"
    path.write_bytes(HOSTILE[name])
    done = autograder("grade", path, cwd=course.root)
    assert done.returncode in (0, 2), done.stderr
    assert "Traceback" not in done.stderr
    said = done.stdout + done.stderr
    if done.returncode == 2:
        assert NAME in said
        assert len(said.strip().splitlines()) <= 3
    else:
        assert "Nothing is written yet" in said
        assert "(it is nested too deeply)" in said


def test_forbidden_names_are_found_through_imports_of_other_cells(
    course: Course, authored: Authored, tmp_path: Path
) -> None:
    cells = replaced(solution_cells(authored), "root", "def root(x):\n    return m.isqrt(x)")
    result = graded_path(course, written(tmp_path, ["import math as m", *cells]))
    (*checks,) = [each for each in result.checks if each.task == "root"]
    assert {each.verdict for each in checks} == {Verdict.FORBIDDEN}
    number = next(i for i, e in enumerate(cells, 2) if "isqrt" in e["source"])
    assert f"math.isqrt in cell_{number}.py, line 2" in checks[0].message


def test_the_notes_say_which_of_several_writings_was_graded(
    course: Course, authored: Authored, tmp_path: Path
) -> None:
    cells = [*solution_cells(authored), "def double(x):\n    return 0"]
    result = graded_path(course, written(tmp_path, cells))
    assert ends(result)["test_double_many"][0] == "FAILED"
    assert f"double is defined in cells 4 and {len(cells)}: the one in cell {len(cells)} was " in (
        "".join(result.notes)
    )

"""The proof that a student's notebook leaks nothing: each way out has a leak planted in it."""

from __future__ import annotations

import json

import pytest

from autograder.grade.making import Authored
from autograder.notebook.otter_leaks import Secrets, byte_leaks, notebook_leaks
from autograder.notebook.otter_master import student_cells, student_test, written

from .otter_ground import laid

SECRET = "only these tests know it"


@pytest.fixture
def clean(authored: Authored) -> tuple:
    """What a student must get of the tiny module, and what none may read."""
    lesson = laid(authored)
    notebook = json.loads(written(lesson, student_cells(lesson)))
    tests = {
        f"{each.task}.py": student_test(lesson.module, each).encode()
        for each in lesson.questions
        if any(not case.hidden for case in each.cases)
    }
    hidden = tuple(case.name for each in lesson.questions for case in each.cases if case.hidden)
    return lesson, notebook, tests, Secrets(authored.source, hidden, SECRET)


def _found(clean: tuple) -> str:
    lesson, notebook, tests, secrets = clean
    return "\n".join(map(str, notebook_leaks(lesson, json.dumps(notebook), tests, secrets)))


def test_what_is_made_of_the_student_release_leaks_nothing(clean: tuple) -> None:
    assert _found(clean) == ""


SOLUTION = "number = 0\nwhile (number + 1) ** 2 <= x:\n    number += 1"


def _in_a_cell(notebook, tests):
    next(c for c in notebook["cells"] if c["cell_type"] == "code")["source"] = SOLUTION


def _in_a_new_cell(notebook, tests):
    notebook["cells"].append(notebook["cells"][-1] | {"source": "more"})


def _in_metadata_of_a_cell(notebook, tests):
    notebook["cells"][2]["metadata"]["answer"] = SOLUTION


def _in_metadata(notebook, tests):
    notebook["metadata"]["answer"] = SOLUTION


def _in_outputs(notebook, tests):
    cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": SOLUTION}]


def _in_attachments(notebook, tests):
    notebook["cells"][0]["attachments"] = {"a.txt": {"text/plain": SOLUTION}}


def _in_a_test(notebook, tests):
    tests["double.py"] += b"\n# low = 0\n"


def _a_hidden_test(notebook, tests):
    tests["octuple.py"] = b"def test_octuple_many(env): ..."


def _the_secret(notebook, tests):
    notebook["cells"][0]["source"] += f"\n{SECRET}"


@pytest.mark.parametrize(
    ("plant", "said"),
    [
        (_in_a_cell, "another text than the student release gives"),
        (_in_a_new_cell, "cells instead of"),
        (_in_metadata_of_a_cell, "metadata of its own"),
        (_in_metadata, "the notebook's metadata is other"),
        (_in_outputs, "has outputs"),
        (_in_attachments, "has outputs"),
        (_in_a_test, "tests/double.py is other"),
        (_a_hidden_test, "names the hidden check test_octuple_many"),
        (_the_secret, "holds the course's secret"),
    ],
)
def test_a_planted_leak_is_found_wherever_it_is(clean: tuple, plant, said: str) -> None:
    _, notebook, tests, _ = clean
    plant(notebook, tests)
    assert said in _found(clean)


@pytest.mark.parametrize("plant", [_in_a_cell, _in_metadata, _in_metadata_of_a_cell, _in_outputs])
def test_statements_of_the_solution_are_found_by_what_they_say_too(clean: tuple, plant) -> None:
    """Not only because the text is another one: the second way must see them by itself."""
    _, notebook, tests, _ = clean
    plant(notebook, tests)
    assert "this statement of the solution also stands in released text" in _found(clean)


def test_files_beside_the_notebook_are_searched_for_the_secret(clean: tuple) -> None:
    *_, secrets = clean
    files = {"a01_numbers/notes.txt": f"x {SECRET} y".encode(), "g.whl": b"test_octuple_many"}
    assert [problem.what for problem in byte_leaks(files, secrets)] == [
        "a01_numbers/notes.txt holds the course's secret",
        "a01_numbers/notes.txt holds the course's secret",
    ]
    assert "secret" in byte_leaks({"g.whl": SECRET.encode()}, secrets)[0].what

"""A module laid out as a notebook: what stands where, and that students get nothing else."""

from __future__ import annotations

import ast
import json
from collections import Counter
from dataclasses import replace
from functools import lru_cache

import pytest

from autograder.errors import AuthoringError
from autograder.grade.making import Authored, read_authored
from autograder.grade.plan import Course
from autograder.notebook.export import Question, solution_cells
from autograder.notebook.export_text import handout_cells
from autograder.notebook.flat import flat
from autograder.notebook.otter_master import (
    master,
    solved,
    student_test,
)

from .otter_ground import ROOT, laid, material

MODULES = sorted(path.name for path in (ROOT / "solutions").iterdir() if path.name[0].isalpha())
HANDOUT = """\
# Title

## Why

![A picture](a.svg) and [data](data/README.md), [there](https://example.org/a.svg).

## Task 1: `one`

Text.

### A remark

```python
## no heading
```

## Between

## Tasks 2 and 3: `two(x)` and `three`

## Questions

## Check yourself

```sh
make grade M=m
make grade M=m T=one
```
"""


@lru_cache
def _authored(module: str) -> Authored:
    return read_authored(Course(ROOT), module)


def test_sections_stand_beside_the_first_task_that_they_name() -> None:
    cut = handout_cells(HANDOUT, "m", ["one", "two", "three"], {"a.svg"})
    heads = {task: [text.split("\n")[0] for text in found] for task, found in cut.beside.items()}
    assert heads == {
        "one": ["## Task 1: `one`"],
        "two": ["## Between", "## Tasks 2 and 3: `two(x)` and `three`"],
    }
    assert "### A remark" in cut.beside["one"][0]
    assert [text.split("\n")[0] for text in cut.before] == ["# Title", "## Why"]
    assert [text.split("\n")[0] for text in cut.after] == ["## Questions", "## Check yourself"]


def test_links_lead_into_the_package_and_commands_become_cells() -> None:
    cut = handout_cells(HANDOUT, "m", ["one", "two", "three"], {"a.svg", "data/README.md"})
    assert "](m/a.svg)" in cut.before[1]
    assert "](m/data/README.md)" in cut.before[1]
    assert "](https://example.org/a.svg)" in cut.before[1]
    assert "make grade" not in cut.after[-1]
    assert 'grader.check("one")' in cut.after[-1]


def test_examples_use_the_tasks_of_the_notebook() -> None:
    text = "```pycon\n>>> from m import one\n>>> from m import one, given\n>>> one()\n```\n"
    cut = handout_cells(text, "m", ["one"], ())
    assert cut.before == ("```pycon\n>>> from m import given\n>>> one()\n```",)


@pytest.mark.parametrize("module", MODULES)
def test_every_line_of_a_handout_is_in_the_notebook_once(module: str) -> None:
    authored = _authored(module)
    text = material(authored).student["README.md"].decode()
    cut = handout_cells(text, module, tuple(authored.config.tasks), ())
    parts = [*cut.before, *(one for found in cut.beside.values() for one in found), *cut.after]
    kept = Counter(line for part in parts for line in part.split("\n") if line)
    lines = Counter(line for line in text.split("\n") if line)
    changed = ("make grade", "pytest", "```sh", f"from {module} import")
    assert [line for line in lines - kept if not any(word in line for word in changed)] == []
    changed = ("grader.check", "```python", f"from {module} import")
    assert [line for line in kept - lines if not any(word in line for word in changed)] == []


@pytest.mark.parametrize("module", MODULES)
def test_each_task_is_one_question_whose_points_add_up(module: str) -> None:
    authored = _authored(module)
    questions = laid(authored).questions
    assert {each.task for each in questions} == set(authored.config.tasks)
    for each in questions:
        points = authored.config.tasks[each.task].points
        assert sum(case.points for case in each.cases) == points
        assert f"def {each.task}(" in each.stub or f"class {each.task}" in each.stub


@pytest.mark.parametrize("module", MODULES)
def test_cells_are_python_and_every_name_is_known_before_its_use_at_the_top(module: str) -> None:
    cells = json.loads(solved(laid(_authored(module))))["cells"]
    for cell in cells:
        if cell["cell_type"] == "code":
            tree = ast.parse("".join(cell["source"]))
            assert not [
                node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level
            ]
            assert "__file__" not in "".join(cell["source"])


def test_what_a_solution_needs_beyond_the_stub_stands_in_its_own_cell() -> None:
    stub = {
        "__init__.py": b"from .a import f, g",
        "a.py": b"import re\n\n\ndef f(): ...\n\n\nX = 1\n\n\ndef g(): ...\n",
    }
    right = {
        "__init__.py": b"from .a import f, g",
        "a.py": b"import re\nimport math\n\n\ndef f():\n    return math.pi\n\n\nX = 1\n\n\n"
        b"def helper():\n    return 2\n\n\ndef g():\n    return helper()\n\n\nTABLE = {1: g}\n",
    }
    cells = solution_cells(flat("m", stub, ["f", "g"]), flat("m", right, ["f", "g"]))
    assert cells["f"] == "import math\n\n\ndef f():\n    return math.pi"
    assert cells["g"].startswith("def helper():\n    return 2\n\n\ndef g():")
    assert cells["g"].endswith("TABLE = {1: g}")


def test_the_same_lesson_gives_the_same_notebook_with_ids_of_its_own(authored: Authored) -> None:
    config = {"tests": {"files": True}}
    first, second = (master(laid(authored), config) for _ in range(2))
    assert first == second
    ids = [cell["id"] for cell in json.loads(first)["cells"]]
    assert len(set(ids)) == len(ids)


def test_a_test_file_holds_names_of_checks_and_no_test(authored: Authored) -> None:
    for question in laid(authored).questions:
        for node in ast.parse(student_test("a01_numbers", question)).body:
            if isinstance(node, ast.FunctionDef):
                assert [ast.unparse(line) for line in node.body] == [
                    "from autograder.grade.in_notebook import check",
                    f"check(env, 'a01_numbers', '{node.name}')",
                ]


def test_a_stub_with_both_kinds_of_triple_quotes_is_refused(authored: Authored) -> None:
    lesson = laid(authored)
    parts = tuple(
        replace(part, stub="a = '''x'''\nb = \"\"\"y\"\"\"") if isinstance(part, Question) else part
        for part in lesson.parts
    )
    with pytest.raises(AuthoringError, match="both kinds of triple quotes"):
        master(replace(lesson, parts=parts), {})

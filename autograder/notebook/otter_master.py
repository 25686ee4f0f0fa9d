"""A lesson as notebooks: the master that otter reads, the student's, and the solution's.

Written through nbformat, with fixed ids: the same lesson gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from autograder.errors import AuthoringError
from autograder.notebook.export import Case, Cell, Lesson, Question

ANSWER_TAG = "otter_answer_cell"
"""What otter marks a cell with that a student fills in."""

CHECK = "autograder.grade.in_notebook"
"""Where a test file finds `check`. By name, for that part comes after this one."""

_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def master(lesson: Lesson, config: dict[str, object]) -> str:
    """The notebook that ``otter assign`` takes: everything, between otter's marks."""
    first = Cell("raw", "# ASSIGNMENT CONFIG\n" + _yaml(config))
    return written(lesson, [first, *_master_cells(lesson)])


def solved(lesson: Lesson) -> str:
    """The solution as a notebook, without any mark of otter's."""
    cells = [
        cell
        for part in lesson.parts
        for cell in (_solved(part) if isinstance(part, Question) else [part])
    ]
    return written(lesson, cells)


def student_cells(lesson: Lesson) -> list[Cell]:
    """The cells that a student must get, and no others: nothing of a solution goes into them."""
    return [
        cell
        for part in lesson.parts
        for cell in (_asked(part) if isinstance(part, Question) else [part])
    ]


def _asked(question: Question) -> Iterator[Cell]:
    yield Cell("markdown", question.text)
    yield Cell("code", question.stub, (question.tag, ANSWER_TAG))
    if any(not case.hidden for case in question.cases):
        yield Cell("code", f'grader.check("{question.task}")')


def _solved(question: Question) -> Iterator[Cell]:
    text, _stub, *check = _asked(question)
    yield from [text, Cell("code", question.solution, (question.tag,)), *check]


def _master_cells(lesson: Lesson) -> Iterator[Cell]:
    for part in lesson.parts:
        if isinstance(part, Cell):
            yield part
        else:
            yield from _question(lesson.module, part)


def _question(module: str, question: Question) -> Iterator[Cell]:
    yield Cell("raw", f"# BEGIN QUESTION\nname: {question.task}")
    yield Cell("markdown", question.text)
    yield Cell("raw", "# BEGIN SOLUTION")
    yield Cell("code", _answer(question), (question.tag,))
    yield Cell("raw", "# END SOLUTION")
    yield Cell("raw", "# BEGIN TESTS")
    for case in question.cases:
        yield Cell("code", _test(module, case))
    yield Cell("raw", "# END TESTS")
    yield Cell("raw", "# END QUESTION")


def _answer(question: Question) -> str:
    """The stub as a text that never runs, of which otter makes the student's cell, then the
    solution, of which it leaves nothing.
    """
    quotes = next((each for each in ("'''", '"""') if each not in question.stub), None)
    if quotes is None:
        raise AuthoringError(
            f"{question.task}: its stub holds both kinds of triple quotes, and a notebook's master "
            "can quote only one. Write docstrings with double quotes only"
        )
    return (
        f"r{quotes} # BEGIN PROMPT\n{question.stub}\n{quotes} # END PROMPT\n"
        f"# BEGIN SOLUTION NO PROMPT\n{question.solution}\n# END SOLUTION"
    )


def _test(module: str, case: Case) -> str:
    """A test of otter's that holds nothing but the name of a check."""
    config = f"points: {json.dumps(_number(case.points))}\nhidden: {json.dumps(case.hidden)}"
    return f'""" # BEGIN TEST CONFIG\n{config}\n""" # END TEST CONFIG\n{adapter(module, case)}'


def adapter(module: str, case: Case) -> str:
    """The function of a check in a test file. otter drops what stands outside a function."""
    return (
        f"def {case.name}(env):\n"
        f"    from {CHECK} import check\n"
        f"    check(env, '{module}', '{case.name}')"
    )


def student_test(module: str, question: Question) -> str:
    """The test file that otter makes for students: public checks only."""
    cases = [case for case in question.cases if not case.hidden]
    tests = "".join(
        f"@test_case(points={_number(case.points)}, hidden=False)\n{adapter(module, case)}\n\n"
        for case in cases
    )
    return (
        "from otter.test_files import test_case\n\nOK_FORMAT = False\n\n"
        f'name = "{question.task}"\npoints = None\n\n{tests}'
    )


def _number(points: float) -> float:
    return int(points) if points == int(points) else points


def _yaml(config: dict[str, object]) -> str:
    """JSON is YAML too, and every value stays on its line."""
    return "\n".join(f"{key}: {json.dumps(value)}" for key, value in config.items())


def written(lesson: Lesson, cells: Iterable[Cell]) -> str:
    """A notebook file with these cells."""
    import nbformat

    make = {
        "markdown": nbformat.v4.new_markdown_cell,
        "code": nbformat.v4.new_code_cell,
        "raw": nbformat.v4.new_raw_cell,
    }
    made = [
        make[cell.kind](
            cell.source,
            id=cell_id(index, cell.kind),
            metadata={"tags": list(cell.tags)} if cell.tags else {},
        )
        for index, cell in enumerate(cells)
    ]
    return text_of(nbformat.v4.new_notebook(cells=made, metadata=metadata(lesson)))


def text_of(notebook: Any) -> str:
    """A notebook as a file's text; raises where it is not valid."""
    import nbformat

    nbformat.validate(notebook)
    return str(nbformat.writes(notebook)).rstrip("\n") + "\n"


def metadata(lesson: Lesson) -> dict[str, Any]:
    """The notebook's own metadata, with no version of any program in it."""
    return {
        "autograder": dict(lesson.about),
        "kernelspec": dict(_KERNEL),
        "language_info": {"name": "python"},
    }


def cell_id(index: int, kind: str) -> str:
    """An id that is the same in every build."""
    return hashlib.sha256(f"{index} {kind}".encode()).hexdigest()[:12]

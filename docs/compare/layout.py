"""Lays a case out for each tool: a package, or a master notebook and what is handed in."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

from cases import ROOT, Case

sys.path.insert(0, str(ROOT))

from autograder.build.products import solution_files  # the checkout's own
from autograder.build.writings import with_second
from autograder.grade.files import write_files
from autograder.grade.making import read_authored
from autograder.grade.plan import Course

Test = tuple[str, str, str, list[str]]
"""A test's name, what it tests, its message for a student, and the lines of its body."""


def reference_package(module: str) -> dict[str, bytes]:
    """The clean solution of a module, without its tests."""
    authored = read_authored(Course(ROOT), module)
    files = solution_files(authored.source, authored.config)
    return {name: text for name, text in files.items() if not name.startswith("tests/")}


def students_code(case: Case) -> str:
    """The writing as a student hands it in: without its first string, which says what is wrong."""
    text = case.writing.read_text("utf-8")
    lines = text.splitlines()[ast.parse(text).body[0].end_lineno :]
    return "\n".join(lines).strip("\n") + "\n"


def wrong_package(case: Case) -> dict[str, bytes]:
    """The solution of the module in which the writing takes the place of the task."""
    return with_second(reference_package(case.module), case.task, students_code(case).encode())


def write_package(files: dict[str, bytes], folder: Path) -> Path:
    """Write a package; gives its folder."""
    write_files(files, folder)
    return folder


# -- tests -------------------------------------------------------------------------------------


def imports_of(case: Case) -> list[str]:
    """What the tests import, without the student's package."""
    tree = ast.parse(case.tests.read_text("utf-8"))
    nodes = [each for each in tree.body if isinstance(each, ast.Import | ast.ImportFrom)]
    return [ast.unparse(n) for n in nodes if getattr(n, "module", "") != case.module]


def tests_of(case: Case) -> list[Test]:
    """The tests of a case's task, in order, as the other tools' notebooks need them."""
    text = case.tests.read_text("utf-8")
    functions = [each for each in ast.parse(text).body if isinstance(each, ast.FunctionDef)]
    return [_test(function, text.splitlines()) for function in functions]


def _test(function: ast.FunctionDef, lines: list[str]) -> Test:
    about, message = (ast.get_docstring(function) or "").split("\n\n")
    body = lines[function.body[1].lineno - 1 : function.end_lineno]
    return function.name, about, message, [line[4:] for line in body]


# -- notebooks ---------------------------------------------------------------------------------


def head(case: Case) -> str:
    """The first code cell: what the tests import, and functions that the task may call."""
    given = (_source(case.module, name) for name in case.given)
    return "\n\n\n".join(filter(None, ["\n".join(imports_of(case)), *given]))


def _given(case: Case) -> list[tuple[str, str]]:
    return [("code", head(case))] if head(case) else []


def _source(module: str, name: str) -> str:
    """A function of the solution, without docstring and annotations that need other libraries."""
    for path, content in reference_package(module).items():
        for node in ast.parse(content).body if path.endswith(".py") else ():
            if isinstance(node, ast.FunctionDef) and node.name == name:
                node.body, node.returns = node.body[1:], None
                for argument in node.args.args:
                    argument.annotation = None
                return ast.unparse(node)
    raise LookupError(f"{module} has no function {name}")


def answer(case: Case) -> str:
    """What the student writes in the notebook's cell."""
    lines = [line for line in students_code(case).splitlines() if not line.startswith("from .")]
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines)).strip("\n")


def stub(case: Case) -> str:
    """What stands there before."""
    return f"{case.signature}\n    ..."


def otter_cells(case: Case) -> list[tuple[str, str]]:
    """The master notebook of `otter assign`: kinds and texts of its cells."""
    config = f"# ASSIGNMENT CONFIG\nname: {case.name}\nexport_cell: false\ncheck_all_cell: false\n"
    config += "generate: {pdf: false, show_stdout: true}\ntests: {files: true, ok_format: false}"
    solution = (
        f"# BEGIN SOLUTION NO PROMPT\nfrom {case.module} import {case.task}\n# END SOLUTION\n"
    )
    prompt = f'""" # BEGIN PROMPT\n{stub(case)}\n""" # END PROMPT'
    return [
        ("raw", config),
        *_given(case),
        ("raw", f"# BEGIN QUESTION\nname: {case.task}\npoints: {len(tests_of(case))}"),
        ("markdown", f"Write `{case.task}`."),
        ("raw", "# BEGIN SOLUTION"),
        ("code", solution + prompt),
        ("raw", "# END SOLUTION"),
        ("raw", "# BEGIN TESTS"),
        *(("code", _otter_test(case, test)) for test in tests_of(case)),
        ("raw", "# END TESTS"),
        ("raw", "# END QUESTION"),
    ]


def _otter_test(case: Case, test: Test) -> str:
    name, about, message, body = test
    says = f"{about} {message}".replace('"', "'")
    lines = ['""" # BEGIN TEST CONFIG', "points: 1", f"failure_message: {says!r}"]
    lines += ['""" # END TEST CONFIG', f"def {name}({case.task}):"]
    lines += [f"    {line}" if line else "" for line in [*imports_of(case), *body]]
    return "\n".join([*lines, f"{name}({case.task})"])


def nbgrader_cells(case: Case) -> list[tuple[str, str, dict[str, object]]]:
    """The instructor's notebook of nbgrader: kinds, texts and grading marks of its cells."""
    solution = f"### BEGIN SOLUTION\nfrom {case.module} import {case.task}\n### END SOLUTION"
    cells = [
        *_given(case),
        ("markdown", f"Write `{case.task}`.", {}),
        ("code", solution, _mark(case.task, solution=True)),
    ]
    return cells + [("code", _nbgrader_test(t), _mark(t[0], points=1)) for t in tests_of(case)]


def _nbgrader_test(test: Test) -> str:
    _, about, message, body = test
    return "\n".join([f"# {about}", f"# {message}", *body])


def _mark(name: str, *, points: int = 0, solution: bool = False) -> dict[str, object]:
    mark = {"grade_id": name, "grade": bool(points), "locked": bool(points), "solution": solution}
    mark |= {"schema_version": 3, "task": False, "cell_type": "code"}
    return {"nbgrader": mark | ({"points": points} if points else {})}


def write_notebook(cells: list[tuple[object, ...]], path: Path) -> Path:
    """Write a notebook of (kind, text) or (kind, text, metadata)."""
    from nbformat import v4

    make = {"raw": v4.new_raw_cell, "code": v4.new_code_cell, "markdown": v4.new_markdown_cell}
    made = []
    for number, (kind, text, *metadata) in enumerate(cells):
        made.append(make[kind](text, metadata=metadata[0] if metadata else {}, id=f"cell-{number}"))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(v4.writes(v4.new_notebook(cells=made, metadata=kernel)), "utf-8")
    return path


def hand_in(released: Path, case: Case, path: Path) -> Path:
    """The released notebook with the student's code in place of the stub."""
    import nbformat

    notebook = nbformat.read(released, as_version=4)
    (cell,) = [each for each in notebook.cells if _is_stub(each, case)]
    cell.source = answer(case)
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


def _is_stub(cell: object, case: Case) -> bool:
    if cell.metadata.get("nbgrader", {}).get("solution"):
        return True
    return cell.cell_type == "code" and cell.source.startswith(case.signature)

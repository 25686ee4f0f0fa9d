"""Finds the checks of a module by reading its test files, which are never imported."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.config.names import is_check_name
from autograder.errors import Problem

PUBLIC_FILE = "test_public.py"
HIDDEN_FILE = "test_hidden.py"

Function = ast.FunctionDef | ast.AsyncFunctionDef
Fault = tuple[str, str]


@dataclass(frozen=True)
class FoundCheck:
    """One test function as it stands in a test file.

    ``task`` is "" where the decorator is missing or cannot be read, and ``docstring`` (its first
    line) is "" where there is none; `find_checks` gives a problem for either.
    """

    path: Path
    line: int
    name: str
    task: str
    public: bool
    docstring: str


@dataclass(frozen=True)
class _Test:
    """A test function in the syntax tree, and what stands around it, such as "a class"."""

    node: Function
    inside: str = ""


def find_checks(tests_folder: Path) -> tuple[list[FoundCheck], list[Problem]]:
    """The checks of both test files in file order, and what is wrong with them by themselves.

    A folder without hidden tests is fine here: a student's folder has none.
    """
    checks: list[FoundCheck] = []
    problems: list[Problem] = []
    for path in (tests_folder / PUBLIC_FILE, tests_folder / HIDDEN_FILE):
        found, faults = _read(path)
        checks += found
        problems += faults
    return checks, [*problems, *_repeated(checks)]


def _read(path: Path) -> tuple[list[FoundCheck], list[Problem]]:
    if not path.is_file():
        fix = "Write it: students need checks that they can run"
        missing = Problem(path, 1, "there is no such file", fix)
        return [], [missing] if path.name == PUBLIC_FILE else []
    try:
        tree = ast.parse(path.read_bytes(), filename=str(path))
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        what = f"this is not Python: {getattr(error, 'msg', error)}"
        return [], [Problem(path, line, what, "Correct the syntax")]
    tests = list(_tests(tree.body))
    found = [_found(path, test.node) for test in tests if is_check_name(test.node.name)]
    return found, [problem for test in tests for problem in _problems(path, test)]


def _tests(body: Iterable[ast.AST], inside: str = "") -> Iterator[_Test]:
    """Every function that pytest would run, also where it may not stand."""
    for node in body:
        if isinstance(node, Function):
            if node.name.startswith("test"):
                yield _Test(node, inside)
        elif isinstance(node, ast.ClassDef):
            yield from _tests(node.body, "a class")
        elif isinstance(node, ast.stmt | ast.excepthandler):
            yield from _tests(ast.iter_child_nodes(node), inside or "another statement")


def _found(path: Path, node: Function) -> FoundCheck:
    names = [name for name in map(_task_name, _task_decorators(node)) if name]
    docstring = (ast.get_docstring(node) or "").strip().split("\n")[0].strip()
    task = names[0] if names else ""
    return FoundCheck(path, node.lineno, node.name, task, path.name == PUBLIC_FILE, docstring)


def _problems(path: Path, test: _Test) -> Iterator[Problem]:
    for fault in (fault for rule in _RULES for fault in rule(test)):
        yield Problem(path, test.node.lineno, *fault)


def _name_fault(test: _Test) -> Iterator[Fault]:
    name = test.node.name
    if not is_check_name(name):
        what = f"pytest runs {name}, but it is not named like a check"
        yield what, "Name it test_ and a word, or start a helper's name otherwise"


def _place_fault(test: _Test) -> Iterator[Fault]:
    if test.inside:
        what = f"{test.node.name} stands inside {test.inside}, which is not supported"
        yield what, "Move it to the top level of the file"


def _async_fault(test: _Test) -> Iterator[Fault]:
    if isinstance(test.node, ast.AsyncFunctionDef):
        what = f"{test.node.name} is async, which is not supported"
        yield what, "Write a plain def; a probe may run an event loop"


def _task_faults(test: _Test) -> Iterator[Fault]:
    name, decorators = test.node.name, _task_decorators(test.node)
    if not decorators:
        yield f"{name} does not say which task it checks", 'Decorate it with @task("name")'
    elif len(decorators) > 1:
        yield f"{name} has two @task decorators", "Keep one: a check belongs to one task"
    elif not _task_name(decorators[0]):
        what = f"the @task of {name} does not hold one name in quotes"
        yield what, 'Write it like this: @task("softmax")'


def _docstring_fault(test: _Test) -> Iterator[Fault]:
    if not (ast.get_docstring(test.node) or "").strip():
        what = f"{test.node.name} has no docstring, and students read its first line"
        yield what, "Say in one line what is tested, without the inputs"


def _parametrize_fault(test: _Test) -> Iterator[Fault]:
    if any(_last_name(one) == "parametrize" for one in test.node.decorator_list):
        what = f"{test.node.name} is parametrised, but one check is one row of the result"
        yield what, "Loop inside the check"


def _star_faults(test: _Test) -> Iterator[Fault]:
    arguments = test.node.args
    stars = [(arguments.vararg, "*"), (arguments.kwarg, "**")]
    for argument, star in stars:
        if argument is not None:
            what = f"{test.node.name} takes {star}{argument.arg}, which pytest cannot fill"
            yield what, "Name the fixtures: student, reference, rng"


_RULES: tuple[Callable[[_Test], Iterator[Fault]], ...] = (
    _name_fault,
    _place_fault,
    _async_fault,
    _task_faults,
    _docstring_fault,
    _parametrize_fault,
    _star_faults,
)


def _repeated(checks: Iterable[FoundCheck]) -> Iterator[Problem]:
    first: dict[str, FoundCheck] = {}
    for check in checks:
        other = first.setdefault(check.name, check)
        if other is not check:
            what = f"{check.name} stands twice, first in {other.path.name}, line {other.line}"
            yield Problem(check.path, check.line, what, "Give one of them another name")


def _task_decorators(node: Function) -> list[ast.expr]:
    return [one for one in node.decorator_list if _last_name(one) == "task"]


def _task_name(decorator: ast.expr) -> str:
    """The name in ``@task("name")``, or "" for any other form."""
    if not isinstance(decorator, ast.Call) or len(decorator.args) != 1 or decorator.keywords:
        return ""
    value = getattr(decorator.args[0], "value", None)
    return value if isinstance(value, str) else ""


def _last_name(decorator: ast.expr) -> str:
    """The word that names a decorator: ``parametrize`` in ``@pytest.mark.parametrize(...)``."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return str(getattr(called, "attr", getattr(called, "id", "")))

"""Runs in the worker: a notebook's kept statements, one by one, in the namespace of a package.

A statement that raises costs the names that it binds, and nothing else.
"""

from __future__ import annotations

import ast
import linecache
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any, NoReturn

from autograder.notebook.names import FLAGS, compiled, names_of

Namespace = dict[str, Any]


@dataclass(frozen=True)
class _Statement:
    node: ast.stmt
    file: Path


def run(
    namespace: Namespace,
    file: str,
    given: Sequence[str],
    cells: Sequence[str],
    broken: Mapping[str, str],
) -> None:
    """Fill ``namespace`` from files beside ``file``: the ``given`` ones, which must not fail, then
    the ``cells``; a name of ``broken`` raises what reading its file raises.
    """
    folder = Path(file).parent
    for name in given:
        exec(_code(folder / name), namespace)
    _run_all([each for name in cells for each in _statements(folder / name)], namespace)
    for name, cell in broken.items():
        namespace[name] = StandIn(_reading_error(folder / cell))


def _code(path: Path) -> CodeType:
    text, flags = path.read_bytes(), FLAGS
    code: CodeType = compile(text, str(path), "exec", flags=flags, dont_inherit=True)
    return code


def _statements(path: Path) -> list[_Statement]:
    return [_Statement(node, path) for node in ast.parse(path.read_bytes(), str(path)).body]


def _run_all(waiting: Sequence[_Statement], namespace: Namespace) -> None:
    """Run them in order. Those that miss a name are tried again after the others, since cells may
    have been run in another order than they stand.
    """
    while waiting:
        missing = [(each, error) for each in waiting if (error := _run_one(each, namespace))]
        if len(missing) == len(waiting):
            _stand_in(*missing.pop(0), namespace)
        waiting = [each for each, _ in missing]


def _run_one(statement: _Statement, namespace: Namespace) -> NameError | None:
    """Run a statement, and put what it raises in the place of what it binds; a missing name is
    returned.
    """
    try:
        exec(compiled(statement.node, str(statement.file)), namespace)
    except KeyboardInterrupt:
        raise
    except NameError as error:
        return error
    except BaseException as error:
        _stand_in(statement, error, namespace)
    return None


def _stand_in(statement: _Statement, error: BaseException, namespace: Namespace) -> None:
    for name in _bound(statement.node):
        namespace[name] = StandIn(error)


def _bound(node: ast.stmt) -> frozenset[str]:
    try:
        names = names_of(node)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset({getattr(node, "name", "")})
    return names.binds | names.alters


def _reading_error(path: Path) -> BaseException:
    try:
        _code(path)
    except BaseException as error:
        linecache.checkcache(str(path))
        return error
    return SyntaxError(f"{path.name} is no Python")


class StandIn:
    """Takes the place of what could not be made, and raises why as soon as it is used."""

    def __init__(self, error: BaseException) -> None:
        self._error, self._frames = error, error.__traceback__

    def _use(self, *_arguments: object, **_keywords: object) -> NoReturn:
        raise self._error.with_traceback(self._frames)

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        self._use()


_USES = (
    "call getitem setitem delitem iter len bool contains enter mro_entries int float index neg "
    "add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow matmul "
    "rmatmul lt le gt ge"
)
for _name in _USES.split():
    setattr(StandIn, f"__{_name}__", StandIn._use)

"""Arguments that a test suite never varies: what hangs on them is never checked."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from autograder.build.suite_syntax import calls, is_students, name_of
from autograder.errors import Problem
from autograder.source import ModuleSource


def never_varied(module: ModuleSource) -> Iterator[Problem]:
    """Arguments of tasks that no check gives, or that every check gives the same number."""
    trees = [ast.parse(text) for text in module.tests.values()]
    given = [call for tree in trees for call in calls(tree) if is_students(call.func)]
    for source in module.sources:
        for node in ast.parse(source.text).body:
            if isinstance(node, ast.FunctionDef) and node.name in source.tasks:
                own = [call for call in given if name_of(call.func) == node.name]
                for argument in _unvaried(node.args, own):
                    yield Problem(
                        source.path,
                        node.lineno,
                        f"unvaried-argument: no check varies `{argument}` of {node.name}",
                        "Give it other values in some hidden check",
                    )


def _unvaried(signature: ast.arguments, given: Iterable[ast.Call]) -> Iterator[str]:
    names = [each.arg for each in (*signature.posonlyargs, *signature.args)]
    names += [each.arg for each in signature.kwonlyargs]
    seen: dict[str, set[str]] = {name: set() for name in names}
    for call in given:
        if any(isinstance(each, ast.Starred) for each in call.args) or any(
            each.arg is None for each in call.keywords
        ):
            return  # what is unpacked here cannot be told from the text
        for name, value in zip(names, call.args, strict=False):
            seen[name].add(_spelled(value))
        for keyword in call.keywords:
            if keyword.arg in seen:
                seen[keyword.arg].add(_spelled(keyword.value))
        for name in names[len(call.args) :]:
            if name not in {each.arg for each in call.keywords}:
                seen[name].add("its default")
    for name, values in seen.items():
        if (values and values <= {"its default"}) or (len(values) == 1 and _is_number(values)):
            yield name


def _spelled(value: ast.expr) -> str:
    return ast.unparse(value)


def _is_number(values: set[str]) -> bool:
    return all(re.fullmatch(r"-?[\d.]+(e-?\d+)?|True|False|None", each) for each in values)

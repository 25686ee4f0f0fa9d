"""Weak spots of a test suite that its text shows: each rule is a way in which good-looking checks
have let wrong code pass.

A finding is allowed by a comment at the end of its line: ``# SUITE OK rule: reason``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from autograder.build.suite_arguments import never_varied
from autograder.build.suite_syntax import calls, is_students, name_of
from autograder.errors import Problem
from autograder.source import ModuleSource
from autograder.source.markers import comments

Finding = tuple[str, int, str, str]
"""Rule, line, what is wrong, what to do."""
Rule = Callable[[ast.Module], Iterator[Finding]]

_ALLOWED = re.compile(r"# SUITE OK ([a-z-]+): \S.*")
_JUDGING = frozenset({"close_to", "equal_to"})
_MADE_EQUAL = frozenset({"ones", "full", "ones_like", "full_like"})
_SHAPED = frozenset({"tensors", "arrays"})
_CHOSEN = frozenset({"rtol", "atol", None})
"""None is the name of ``**TIGHT``."""
_SAMPLED = frozenset({"normal", "standard_normal", "uniform", "random", "integers", "randn"})


def suite_problems(module: ModuleSource) -> list[Problem]:
    """Everything that is found in the test files of a module, in order of file and line."""
    problems = []
    for name, text in sorted(module.tests.items()):
        path, allowed = module.folder / "tests" / name, _allowed(text)
        for rule, line, what, fix in sorted(_findings(name, text), key=lambda each: each[1]):
            if (line, rule) not in allowed:
                problems.append(Problem(path, line, f"{rule}: {what}", fix))
    return problems + list(never_varied(module))


def _allowed(text: str) -> set[tuple[int, str]]:
    found = ((each.line, _ALLOWED.fullmatch(each.text)) for each in comments(text))
    return {(line, match[1]) for line, match in found if match}


def _findings(name: str, text: str) -> Iterator[Finding]:
    tree = ast.parse(text)
    for rule in _RULES:
        yield from rule(tree)
    if name == "test_hidden.py":
        for rule in _HIDDEN_RULES:
            yield from rule(tree)


def _compared_with_itself(tree: ast.Module) -> Iterator[Finding]:
    for call in calls(tree):
        judged = _judged(call)
        if judged is not None and call.args and ast.dump(call.args[0]) == ast.dump(judged):
            yield (
                "compared-with-itself",
                call.lineno,
                f"`{ast.unparse(judged)}` is expected to be itself, so the check cannot fail",
                "Compare it with the reference or another oracle",
            )
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and ast.dump(node.left) == ast.dump(node.comparators[0]):
            yield (
                "compared-with-itself",
                node.lineno,
                f"`{ast.unparse(node)}` compares a value with itself",
                "Compare it with what is expected",
            )


def _empty_asserts(tree: ast.Module) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and node.msg and not _is_text(node.msg):
            yield (
                "assert-with-comma",
                node.lineno,
                "what stands behind the comma of an assert is its message, and is never checked",
                "Write a comparison with ==, or expect(...)",
            )
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Compare):
            yield (
                "comparison-without-assert",
                node.lineno,
                f"`{ast.unparse(node.value)}` is worked out and thrown away",
                "Put it into expect(...)",
            )
        if isinstance(node, ast.With) and any(_expects_exception(item) for item in node.items):
            for inside in ast.walk(node):
                if isinstance(inside, ast.Assert):
                    yield (
                        "assert-inside-raises",
                        inside.lineno,
                        "after the line that raises, nothing in this block runs",
                        "Move the assert out of the block",
                    )


def _is_text(node: ast.expr) -> bool:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return is_text or isinstance(node, ast.JoinedStr | ast.BinOp | ast.Name)


def _expects_exception(item: ast.withitem) -> bool:
    call = item.context_expr
    return isinstance(call, ast.Call) and name_of(call.func) == "raises"


def _equal_sizes(tree: ast.Module) -> Iterator[Finding]:
    for call in calls(tree):
        for shape in _shapes(call):
            sizes = [each.value for each in shape.elts if isinstance(each, ast.Constant)]
            large = [each for each in sizes if isinstance(each, int) and each > 1]
            if len(set(large)) < len(large):
                yield (
                    "equal-sizes",
                    shape.lineno,
                    f"two axes of {ast.unparse(shape)} have the same size, which hides exchanged "
                    "axes",
                    "Make all sizes different",
                )


def _shapes(call: ast.Call) -> Iterator[ast.Tuple]:
    name = name_of(call.func)
    if name in _SHAPED:
        candidates = list(call.args)
    elif name in _SAMPLED:
        candidates = [each.value for each in call.keywords if each.arg == "size"] + call.args[-1:]
    else:
        return
    yield from (each for each in candidates if isinstance(each, ast.Tuple))


def _constant_inputs(tree: ast.Module) -> Iterator[Finding]:
    for call in calls(tree):
        if is_students(call.func):
            for given in [*call.args, *(each.value for each in call.keywords)]:
                if isinstance(given, ast.Call) and name_of(given.func) in _MADE_EQUAL:
                    yield (
                        "constant-weights",
                        given.lineno,
                        f"`{ast.unparse(given)}` has the same number everywhere, which hides "
                        "exchanged entries",
                        "Draw random numbers, or number the entries",
                    )


def _ones_upstream(tree: ast.Module) -> Iterator[Finding]:
    for call in calls(tree):
        if name_of(call.func) != "backward" or not isinstance(call.func, ast.Attribute):
            continue
        made = call.args[0] if call.args else call.func.value
        if isinstance(made, ast.Call) and _is_one_everywhere(made):
            yield (
                "ones-as-upstream-gradient",
                call.lineno,
                "an upstream gradient of ones cancels in sums and normalisations",
                "Use a random one",
            )


def _is_one_everywhere(made: ast.Call) -> bool:
    """Ones, or the gradient of a sum: unless it is a sum of products with a gradient of its own."""
    name, summed = name_of(made.func), getattr(made.func, "value", None)
    weighed = isinstance(summed, ast.BinOp) and isinstance(summed.op, ast.Mult)
    return name in {"ones_like", "ones"} or (name == "sum" and not weighed)


def _unchosen_tolerances(tree: ast.Module) -> Iterator[Finding]:
    for call in calls(tree):
        if name_of(call.func) == "close_to" and not _CHOSEN & {k.arg for k in call.keywords}:
            yield (
                "unchosen-tolerance",
                call.lineno,
                "this comparison has the default tolerance, which nobody chose for it",
                "Give rtol or atol",
            )


def _revealing_docstrings(tree: ast.Module) -> Iterator[Finding]:
    """Students read a hidden check's docstring: inputs must not stand in it."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            said = set(re.findall(r"\d+\.\d+|\d{2,}|'[^']{3,}'|\"[^\"]{3,}\"", _docstring(node)))
            used = {
                spelled
                for statement in node.body[1:]
                for each in ast.walk(statement)
                if isinstance(each, ast.Constant)
                for spelled in _spellings(each.value)
            }
            for literal in sorted(said & used):
                yield (
                    "revealing-docstring",
                    node.lineno,
                    f"the docstring of {node.name} has {literal}, which is an input of the check",
                    "Say what kind of input it is",
                )


def _spellings(value: object) -> tuple[str, ...]:
    """How prose may write a constant of the code: 7.0 is a 7 there."""
    if isinstance(value, float) and value.is_integer():
        return repr(value), str(int(value))
    return () if isinstance(value, bool) else (repr(value),)


def _docstring(node: ast.FunctionDef) -> str:
    return (ast.get_docstring(node) or "").partition("\n")[0]


_RULES: tuple[Rule, ...] = (
    _compared_with_itself,
    _empty_asserts,
    _equal_sizes,
    _constant_inputs,
    _ones_upstream,
)
_HIDDEN_RULES: tuple[Rule, ...] = (_unchosen_tolerances, _revealing_docstrings)
"""Public checks are a student's first help, and may say what they try."""


def _judged(call: ast.Call) -> ast.expr | None:
    """What ``expect(...)`` was given, of a chain that ends in this comparison."""
    if name_of(call.func) not in _JUDGING:
        return None
    node: ast.expr = call
    while isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name):
            return node.args[0] if node.func.id == "expect" and node.args else None
        node = node.func.value if isinstance(node.func, ast.Attribute) else node.func
    return None

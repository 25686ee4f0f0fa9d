"""Mutants: one slip each, in a solution's behaviour only, and always Python."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from autograder.mutation import Mutant, mutants_of, unnumbered
from autograder.mutation.labels import LABELS
from autograder.mutation.operators import OPERATORS
from autograder.source import ModuleSource, read_module

ROOT = Path(__file__).resolve().parents[2]

SOURCE = '''"""A module."""

LIMIT = 10


def task(x, y=1):
    """Says 3 > 2."""
    {given}
    # BEGIN SOLUTION
{body}
    # END SOLUTION
'''


def module(folder: Path, body: str, given: str = "") -> ModuleSource:
    home = folder / "m01_made"
    (home / "tests").mkdir(parents=True)
    lines = "\n".join(f"    {line}" for line in body.split("\n"))
    (home / "made.py").write_text(SOURCE.format(body=lines, given=given or "pass"), "utf-8")
    (home / "__init__.py").write_text('"""Made."""\n\nfrom .made import task\n', "utf-8")
    (home / "README.md").write_text("# Made\n", "utf-8")
    for name in ("__init__", "probes", "test_public", "test_hidden"):
        (home / "tests" / f"{name}.py").write_text('"""Nothing."""\n', "utf-8")
    return read_module(home)


def changes(found: list[Mutant], operator: str) -> set[str]:
    return {f"{each.before} -> {each.after}" for each in found if each.operator == operator}


CASES = {
    "comparison": ("return x >= y", {"x >= y -> (x > y)"}),
    "arithmetic": ("x += y\nreturn -x", {"x += y -> x -= y", "-x -> x"}),
    "dropped-term": ("return x + 1e-8", {"x + 1e-08 -> x", "x + 1e-08 -> 1e-08"}),
    "swapped-operands": ("return x @ y", {"x @ y -> (y @ x)"}),
    "swapped-names": (
        "i, f, g = x\nreturn f",
        {"i, f, g = x -> f, i, g = x", "i, f, g = x -> i, g, f = x"},
    ),
    "off-by-one": (
        "return x[:y]",
        {":y -> :y + 1"},
    ),
    "other-number": ("return x * 0.5", {"0.5 -> 1.0"}),
    "axis": ("return x.sum(axis=1)", {"axis=1 -> axis=0"}),
    "boolean": ("return x and not y", {"x and (not y) -> (x or not y)", "not y -> y"}),
    "reduction": ("return x.sum()", {"x.sum() -> x.mean()"}),
    "transposed": ("return x.T", {"x.T -> x"}),
    "no-copy": ("return x.copy()", {"x.copy() -> x"}),
    "dropped-argument": ("return x.sum(keepdims=y)", {"x.sum(keepdims=y) -> x.sum()"}),
    "skipped-update": (
        "x[0] += y\nreturn x",
        {"x[0] += y -> pass", "x[0] += y -> x[0] = y"},
    ),
    "constant-for-variable": (
        "return x if y else -x",
        {"x if y else -x -> x", "x if y else -x -> (-x)"},
    ),
    "swapped-labels": ("return {x: 'a', y: 'b'}", {"'a', 'b' -> 'b', 'a'"}),
    "raises-nothing": ("if x:\n    raise ValueError(x)\nreturn y", {"raise ValueError(x) -> pass"}),
}


def test_every_operator_has_a_case() -> None:
    assert set(CASES) == {*OPERATORS, LABELS}


def test_every_operator_is_in_the_authors_handbook() -> None:
    text = (ROOT / "docs" / "authoring" / "strictness.md").read_text("utf-8")
    table = text.partition("| operator |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `([a-z-]+)` \|", table, re.M)) == set(CASES)


@pytest.mark.parametrize("operator", CASES)
def test_an_operator_makes_these_mutants(operator: str, tmp_path: Path) -> None:
    body, expected = CASES[operator]
    assert changes(mutants_of(module(tmp_path, body)), operator) == expected


def test_only_behaviour_inside_the_region_is_changed(tmp_path: Path) -> None:
    found = mutants_of(
        module(
            tmp_path,
            'note: int = y + 0  # 5 > 4\nif x > 2:\n    raise ValueError(f"{x + 1} is > {9}")\nreturn y',
            given="z = x + 7",
        )
    )
    assert {each.task for each in found} == {"task"}
    for each in found:
        assert "z = x + 7" in each.text
        assert "LIMIT = 10" in each.text
        assert "Says 3 > 2." in each.text
        assert each.operator == "raises-nothing" or "{x + 1} is > {9}" in each.text


def test_a_change_keeps_every_other_line_where_it_is(tmp_path: Path) -> None:
    made = module(tmp_path, "total = (\n    x\n    + y  # größer\n)\nreturn total")
    before = made.sources[1].text.split("\n") if len(made.sources) > 1 else []
    for each in mutants_of(made):
        after = each.text.split("\n")
        assert len(after) == len(before)
        assert sum(a != b for a, b in zip(before, after, strict=True)) <= 4
        assert after[-2:] == before[-2:]


def test_no_mutant_is_the_solution_or_stands_twice(tmp_path: Path) -> None:
    made = module(tmp_path, "return -(-x) if 1 > 0 else x - 0")
    trees = [ast.dump(ast.parse(each.text)) for each in mutants_of(made)]
    solution = next(each for each in made.sources if each.path.name == "made.py")
    assert len(set(trees)) == len(trees)
    assert ast.dump(ast.parse(solution.text)) not in trees


def test_the_same_change_in_two_places_has_two_names(tmp_path: Path) -> None:
    found = mutants_of(module(tmp_path, "return x[0] + y[0]"))
    names = [each.name for each in found if each.change == "off-by-one: 0 -> 1"]
    assert names == ["made.py:off-by-one: 0 -> 1", "made.py:off-by-one: 0 -> 1 (2)"]
    assert {unnumbered(each) for each in names} == {names[0]}
    first, second = (each for each in found if each.name in names)
    assert (first.before, first.after, str(first)) == (second.before, second.after, str(second))
    assert "x[1] + y[0]" in first.text
    assert "x[0] + y[1]" in second.text


MODULES = sorted(path.parent.name for path in (ROOT / "solutions").glob("*/__init__.py"))


@pytest.mark.parametrize("name", MODULES)
def test_mutants_of_a_real_module_are_python_and_have_names_of_their_own(name: str) -> None:
    made = read_module(ROOT / "solutions" / name)
    found = mutants_of(made)
    assert len(found) > 90
    assert len({each.name for each in found}) == len(found)
    assert {each.task for each in found} == set(made.tasks)
    for each in found:
        compile(each.text, each.file, "exec")

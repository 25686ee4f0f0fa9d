"""Strings of one container or call take each other's place: the slip of an answer sheet."""

from __future__ import annotations

import pytest

from autograder.mutation import mutants_of_text
from autograder.mutation.labels import LABELS
from autograder.mutation.mutants import Mutant


def swaps(code: str) -> list[Mutant]:
    tasks = dict.fromkeys(range(1, code.count("\n") + 2), "task")
    return [each for each in mutants_of_text("made.py", code, tasks) if each.operator == LABELS]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("s = ['a', 'b', 'c']", ["s = ['b', 'a', 'c']", "s = ['a', 'c', 'b']"]),
        ("s = ('a', 'b')", ["s = ('b', 'a')"]),
        ("s = {1: 'a', 2: 'b'}", ["s = {1: 'b', 2: 'a'}"]),
        ("s = f(p='a', q='b')", ["s = f(p='b', q='a')"]),
        ("s = ['a', 1, 'b']", []),
        ("s = ['a', 'a']", []),
        ("s = f(p='a', **q)", []),
        ("s = {'a', 'b'}", []),
        ("s = x in ('a', 'b')", []),
        ("s = sorted(['a', 'b'])", []),
        ("s = x.startswith(('a', 'b'))", []),
        ("s = [f(x) for x in ('a', 'b')]", []),
        ("for x in ('a', 'b'): f(x)", []),
        ("raise ValueError(['a', 'b'])", []),
        ("x: Literal['a', 'b'] = 3", []),
    ],
)
def test_neighbours_are_exchanged_where_order_counts(code: str, expected: list[str]) -> None:
    assert [each.text for each in swaps(code)] == expected


def test_arguments_by_position_are_exchanged_once() -> None:
    found = mutants_of_text("made.py", "s = f('a', 'b')", {1: "task"})
    assert [(each.operator, each.text) for each in found] == [
        ("swapped-operands", "s = f('b', 'a')")
    ]


SHEET = """
ANSWERS = {
    "rolls": Framing(task="forecasting", metric="quantile loss", split="by time"),
    "claims": Framing(
        task="classification",
        metric="expected cost",
        split="by time",
    ),
}
"""


def test_neighbouring_records_exchange_one_field_each() -> None:
    names = [each.name for each in swaps(SHEET)]
    between = [name for name in names if "forecasting" in name and "classification" in name]
    assert between == [
        "made.py:swapped-labels: 'forecasting', 'classification' -> 'classification', 'forecasting'"
    ]
    assert not [name for name in names if "'by time', 'by time'" in name]
    assert len(names) == 2 + 2 * 2  # two fields differ; two pairs inside each record


def test_a_swap_keeps_all_other_text_and_stands_at_its_first_string() -> None:
    found = next(each for each in swaps(SHEET) if "'quantile loss', 'expected" in each.name)
    lines = SHEET.split("\n")
    lines[2] = lines[2].replace('"quantile loss"', "'expected cost'")
    lines[5] = lines[5].replace('"expected cost"', "'quantile loss'")
    assert found.text == "\n".join(lines)
    assert found.line == 3


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("s = [f('a', 'b'), f('c', 'd')]", 2),
        ("s = [f('a'), g('c')]", 0),
        ("s = [['a', 1], ['c', 2]]", 1),
        ("s = [{'p': 'a', 'q': 1}, {'q': 2, 'p': 'c'}]", 1),
        ("s = [{'p': 'a'}, {'q': 'c'}]", 0),
    ],
)
def test_records_are_calls_of_one_thing_dicts_or_rows(code: str, count: int) -> None:
    assert len(swaps(code)) == count

"""Cells that are no Python, that raise, or that do what is not run: each costs its own task."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .reading_ground import Load, code, loading, notes_on


@pytest.fixture
def load(tmp_path: Path) -> Iterator[Load]:
    with loading(tmp_path) as imported:
        yield imported


def test_a_broken_cell_costs_its_task_and_says_why(load: Load) -> None:
    package = load("def way(x):\n    return (", "class Walk: pass")
    for use in (lambda: package.way(1), lambda: package.way.attribute, lambda: len(package.way)):
        with pytest.raises(SyntaxError) as caught:
            use()
    assert (Path(str(caught.value.filename)).name, caught.value.lineno) == ("cell_1.py", 2)
    assert package.Walk()
    (note,) = notes_on("def way(x):\n    return (")
    assert note == "Cell 1 cannot be read (line 2: '(' was never closed), so way cannot be run"


def test_a_broken_cell_is_known_by_its_tag_too(load: Load) -> None:
    with pytest.raises(SyntaxError):
        load(code("de way(x): return 1", "way")).way(1)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_writing_that_can_be_read_goes_before_a_broken_one(
    order: tuple[int, int], load: Load
) -> None:
    cells = [("def way(x): return 1", "def way(x) return 2")[i] for i in order]
    assert load(*cells).way(1) == 1
    (note,) = notes_on(*cells)
    assert f"so way was graded as cell {order.index(0) + 1} defines it" in note


def test_what_only_the_compiler_finds_is_an_error_of_its_task(load: Load) -> None:
    package = load("def way(x):\n    nonlocal x", "class Walk:\n    pass\nreturn 3")
    with pytest.raises(SyntaxError):
        package.way(1)
    assert package.Walk()


def test_a_helper_that_cannot_be_made_raises_where_it_is_used(load: Load) -> None:
    package = load("BASE = 1 / 0", "def way(x): return x + BASE", "class Walk(BASE): pass")
    for use in (lambda: package.way(1), package.Walk):
        with pytest.raises(ZeroDivisionError) as caught:
            use()
        assert caught.traceback[-1].path.name == "cell_1.py"


def test_a_cell_that_leaves_the_program_does_not(load: Load) -> None:
    package = load("import sys\nBASE = sys.exit(3)", "def way(x): return BASE(x)")
    assert package.helper(1) == 4
    with pytest.raises(SystemExit):
        package.way(1)


def test_what_a_loop_fills_is_not_filled_and_that_is_said() -> None:
    cells = ("table = {}\nfor i in range(3):\n    table[i] = i", "def way(x): return table[x]")
    assert notes_on(*cells) == (
        "Cell 1 may change table in a loop outside of a function, which is not run. Write it as "
        "one assignment, or do it in a function",
    )
    assert notes_on("words = []\nwords.append(1)", "def way(x): return words[x]")[0].startswith(
        "Cell 1 may change words in a call"
    )
    assert notes_on("import random\nrandom.seed(1)", "def way(x): return random.random()") == ()

"""Which statements of a notebook are kept, and that the package made of them works."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.channel.local import raised
from autograder.grade.making import Authored
from autograder.notebook.home import Home

from .reading_ground import (
    HOME,
    NAME,
    Cell,
    Load,
    code,
    home_of,
    loading,
    made,
    notes_on,
    solution_cells,
    stub_files,
)


@pytest.fixture
def load(tmp_path: Path) -> Iterator[Load]:
    with loading(tmp_path) as imported:
        yield imported


def kept(*cells: Cell | str) -> dict[str, list[str]]:
    """What is kept of each cell."""
    files = made(HOME, cells).files
    texts = {name: text.decode() for name, text in files.items() if name.startswith("cell_")}
    return {name: [line for line in text.splitlines() if line] for name, text in texts.items()}


def test_nothing_but_what_tasks_need_is_kept() -> None:
    cells = (
        "import math, os\nfactor = 2; print(factor); unused = 3",
        "def way(x):\n    return factor * math.sqrt(x)",
        "x = way(3)\nassert x == 1\nfor x in range(3): way(x)\nway(1)",
    )
    assert kept(*cells) == {
        "cell_1.py": ["import math, os", "factor = 2"],
        "cell_2.py": [
            "def way(x):",
            "    return factor * math.sqrt(x)",
            "if 0:",
            "    import math",
        ],
    }


def test_lines_keep_their_numbers(load: Load) -> None:
    text = "%time\n\nprint(1)\n\n@staticmethod\ndef way(x):\n    return x / 0"
    with pytest.raises(ZeroDivisionError) as caught:
        load(text).way(1)
    frames = raised(caught.value, Path(caught.tb.tb_next.tb_frame.f_code.co_filename).parent).frames
    assert [(each.path, each.line, each.code) for each in frames] == [
        ("cell_1.py", 7, "return x / 0")
    ]


def test_what_is_not_written_is_the_stub(load: Load) -> None:
    package = load("print(1)")
    with pytest.raises(NotImplementedError, match="way: write it"):
        package.way(1)
    assert package.helper(1) == 4


def test_a_stub_cell_does_not_undo_what_was_written_before(load: Load) -> None:
    stub = code("def way(x):\n    '''Way.'''\n    raise NotImplementedError('mine')", "way")
    assert load("def way(x): return x", stub).way(3) == 3
    assert notes_on("def way(x): return x", stub) == ()


def test_of_two_writings_the_last_counts(load: Load) -> None:
    cells = ("def way(x): return 1", "def way(x): return 2")
    assert load(*cells).way(0) == 2
    assert notes_on(*cells) == ("way is defined in cells 1 and 2: the one in cell 2 was graded",)


@pytest.mark.parametrize(
    "cells",
    [
        ("def way(x): return helper2(x)", "def helper2(x): return x * OFFSET", "OFFSET = 5"),
        ("TABLE = [make(i) for i in range(9)]\ndef way(x): return TABLE[x]", "def make(i): return 5 * i"),
        ("class Base:\n    k = 5", "class Other(Base): pass", "def way(x): return Other.k * x"),
        ("k: int = 4\nk += 1\ndef way(x): return k * x",),
        ("table = {}\ntable['k'] = 5\ndef way(x): return table['k'] * x",),
        ("def way(x): return x", "five = lambda f: lambda x: 5 * f(x)", "way = five(way)"),
        ("way = lambda x: 5 * x",),
        ("import functools, operator", "way = functools.partial(operator.mul, 5)"),
        ("try:\n    import no_such as np\nexcept ImportError:\n    print('no')\n    np = 5\n",
         "def way(x): return np * x"),
        ("if 1 > 0:\n    k = 5\nelse:\n    k = 6", "def way(x): return k * x"),
        ("def way(x, k=DEFAULT): return k * x", "DEFAULT = 5"),
        ("count = 0\ndef way(x):\n    global count\n    count += 5\n    return count * x",),
        ("a, (b, *c) = 1, (2, 5)", "def way(x): return c[0] * x"),
        ("%%time\ndef way(x):\n    !ls\n    return 5 * x",),
        ("from __future__ import annotations\ndef way(x: Nothing) -> Nowhere: return 5 * x",),
        ("def way(x):\n    from .maps import SIZE\n    return (SIZE + 2) * x",),
        ("def way(x):\n    k = 5\n    return [k * y for y in [x]][0]", "k = undefined_name"),
    ],
)  # fmt: skip
def test_helpers_come_along_wherever_they_stand(cells: tuple[str, ...], load: Load) -> None:
    assert load(*cells).way(3) == 15


@pytest.mark.parametrize(
    "imports",
    [
        "from m01.maps import MAP, SIZE",
        "from .maps import SIZE, MAP",
        "from m01 import *\nfrom m01.maps import *",
        "from m01 import MAP as MAP, helper as helper, way\nfrom m01.maps import SIZE",
        "import m01.maps\nSIZE, MAP = m01.maps.SIZE, m01.maps.MAP",
        "from ways import helper\nfrom m01.ways import *\nfrom .ways import Walk\nfrom m01 import MAP\nSIZE = 3",
    ],
)
def test_imports_from_the_modules_own_package(imports: str, load: Load) -> None:
    package = load(imports, "def way(x): return helper(x) + SIZE + MAP['a']")
    assert package.way(1) == 8


def test_a_given_helper_that_was_changed_counts(load: Load) -> None:
    package = load("def helper(x): return 100", "def way(x): return helper(x)")
    assert (package.way(1), package.helper(1)) == (100, 100)


def test_names_of_given_code_may_be_used_for_something_else(load: Load) -> None:
    package = load(
        "helper = load_data()\nway = way(3)", "def way(x): return helper(x)", "way = way(4)"
    )
    assert package.way(1) == 4


def test_a_class_may_grow_over_several_cells(load: Load) -> None:
    cells = (
        "class Walk:\n    def first(self): return 1",
        "class Walk(Walk):\n    def second(self): return 22",
        "def third(self): return 3\nWalk.third = third",
    )
    walk = load(*cells).Walk()
    assert (walk.first(), walk.second(), walk.third()) == (1, 22, 3)
    assert notes_on(*cells) == ()


def test_a_given_class_may_be_filled_from_outside(load: Load) -> None:
    walk = load("def first(self): return 1\nWalk.first = first").Walk()
    assert (walk.first(), walk.second()) == (1, 2)


def test_both_files_of_a_package_are_one_namespace(load: Load, authored: Authored) -> None:
    package = load(*solution_cells(authored), home=home_of(authored))
    assert sys.modules[f"{NAME}.numbers"] is sys.modules[f"{NAME}.tally"]
    assert package.numbers.double is package.double


def test_no_name_is_added_to_the_shared_namespace(load: Load) -> None:
    load("def way(x): return x")
    names = {name for name in vars(sys.modules["m01.notebook"]) if not name.startswith("__")}
    assert names == {"way", "Walk", "helper", "math", "SIZE"}


def test_a_file_of_the_module_called_notebook_keeps_its_name() -> None:
    home = Home("m01", HOME.tasks, {**HOME.files, "notebook.py": b"x = 1\n"})
    assert "notebook_.py" in made(home, []).files


def test_every_file_can_be_read_by_itself(authored: Authored) -> None:
    """So that the search for forbidden names sees all of it."""
    for name, text in made(home_of(authored), solution_cells(authored)).files.items():
        ast.parse(text, name)


def test_all_of_the_module_stays_beside_the_cells(authored: Authored) -> None:
    files = made(home_of(authored), solution_cells(authored)).files
    assert set(stub_files(authored)) - set(files) == {"README.md", "__init__.py"}
    shown: Any = files["numbers.py"].decode()
    assert "sys.modules[__name__] = notebook" in shown

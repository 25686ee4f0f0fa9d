"""What IPython adds to Python is taken out, and every line keeps its number."""

from __future__ import annotations

import ast

import pytest

from autograder.notebook.magics import python_of


@pytest.mark.parametrize(
    ("cell", "python"),
    [
        ("%matplotlib inline\na = 1", "\na = 1"),
        ("!pip install numpy \\\n  torch\na = 1", "\n\na = 1"),
        ("files = !ls *.py\na = 1", "\na = 1"),
        ("x, y = %sql select 1\na = 1", "\na = 1"),
        ("?print\nprint?\nnp.dot??\na = 1", "\n\n\na = 1"),
        ("if a:\n    %pip install x\nb = 1", "if a:\n    pass\nb = 1"),
        ("%%time\na = 1", "\na = 1"),
        ("\n%%capture out\n%%time\na = 1", "\n\n\na = 1"),
        ("%%bash\necho hello", ""),
        ("%%writefile solution.py\na = 1", ""),
        ("%%timeit\na = 1", ""),
        ("%%no_such_magic\na = 1", ""),
        ("", ""),
    ],
)
def test_it_is_blanked(cell: str, python: str) -> None:
    assert python_of(cell) == python


@pytest.mark.parametrize(
    "cell",
    [
        "a = 7\nb = (a\n  % 3)",
        "a = 7 \\\n  % 3",
        's = """\n%time\n!ls\n?\n"""',
        "s = '''it's\n!ls'''",
        "s = 'a\\\n%b'",
        "a = b != c",
        "s = 'is it?'  # is it?",
        "s = f'{a}?'",
        "x = '=!'",
        "f(a='%d' % 3)",
        "# what?\na = 1",
        "a = [\n  1,\n  # ?\n]",
    ],
)
def test_python_stays_as_it_is(cell: str) -> None:
    assert python_of(cell) == cell
    ast.parse(f"a = b = c = d = 1\n{cell}")

"""One file, read at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import SourceProblems
from autograder.source import read_source

from .conftest import Problems, Read

GOOD = '''"""A module with # BEGIN SOLUTION in its docstring."""


def f(x):
    """Do it."""
    # BEGIN SOLUTION
    y = x  # LEAK OK: the handout has it too
    return y
    # END SOLUTION
'''


def test_a_good_file_has_its_regions(read: Read) -> None:
    (region,) = read(GOOD).regions
    assert (region.first, region.last, region.leak_ok) == (6, 9, (7,))


def test_windows_line_ends_are_read_alike() -> None:
    path = Path("a.py")
    assert read_source(path, GOOD.replace("\n", "\r\n")) == read_source(path, GOOD)


def test_a_byte_order_mark_and_a_missing_last_newline_are_mended() -> None:
    assert read_source(Path("a.py"), "\ufeffx = 1").text == "x = 1\n"


def test_a_file_without_markers_is_given_code(read: Read) -> None:
    source = read("x = 1\n")
    assert (source.regions, source.tasks, source.mistakes) == ((), (), ())


def test_a_file_that_is_not_python(problems: Problems) -> None:
    assert problems("x = 1\ndef f(:\n") == [
        "softmax.py:2: this file is not Python: invalid syntax. Mend the syntax."
    ]


def test_an_unfinished_string(problems: Problems) -> None:
    (line,) = problems('x = """abc\n')
    assert line.startswith("softmax.py:1: this file is not Python: unterminated")


def test_tabs_are_refused_outside_strings(problems: Problems) -> None:
    text = 'def f(x):\n\treturn x\n\n\nX = """\n\tgood\n"""\n'
    assert problems(text) == [
        "softmax.py:2: there is a tab in this line's indentation. Use spaces."
    ]


def test_an_exemption_outside_a_region(problems: Problems) -> None:
    assert problems("x = 1  # LEAK OK: it is given\n") == [
        "softmax.py:1: `# LEAK OK` stands outside any SOLUTION and allows nothing. Remove it."
    ]


NOTED = '''def f(x, y):
    """Do it."""
    # BEGIN SOLUTION
    # EQUIVALENT off-by-one 0 -> 1: both are even
    # EQUIVALENT comparison: the ends are never met
    # An ordinary comment.
    return x[0] > y
    # END SOLUTION
'''


def test_a_note_is_about_the_next_line_of_code(read: Read) -> None:
    first, second = read(NOTED).regions[0].equivalents
    assert (first.line, first.of, first.operator, first.change) == (4, 7, "off-by-one", "0 -> 1")
    assert (second.line, second.of, second.operator, second.change) == (5, 7, "comparison", "")
    assert first.reason == "both are even"


def test_a_note_outside_a_region(problems: Problems) -> None:
    assert problems("# EQUIVALENT axis: it is given\nx = 1\n") == [
        "softmax.py:1: `# EQUIVALENT` stands outside any SOLUTION, and only solutions are changed. "
        "Remove it."
    ]


def test_all_problems_of_a_file_come_at_once() -> None:
    text = (
        "#BEGIN SOLUTION\n"
        "def f(x):\n"
        "    # BEGIN SOLUTION\n"
        "    return x\n"
        "    # END SOLUTION\n"
        "    # BEGIN MISTAKE wrong\n"
        "    # return (\n"
        "    # END MISTAKE\n"
        "# END PROMPT\n"
    )
    with pytest.raises(SourceProblems) as caught:
        read_source(Path("a.py"), text)
    assert [problem.line for problem in caught.value.problems] == [1, 2, 6, 6, 7, 9]

"""Where a region may stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Problems, Read

Problem = Callable[[str], str]


def test_owners_of_functions_methods_and_class_bodies(read: Read) -> None:
    source = read('''
        async def fetch(x):
            """Fetch it."""
            # BEGIN SOLUTION
            return x
            # END SOLUTION


        @decorated(
            "twice",
        )
        class A(Base):
            """An A."""

            # BEGIN SOLUTION
            @property
            def helper(self):
                return 1
            # END SOLUTION

            @staticmethod
            def make(x):
                """Make one.

                And more.
                """
                # BEGIN SOLUTION
                def inner():
                    return x

                return inner()
                # END SOLUTION

            def __init__(self):
                # BEGIN SOLUTION
                self.x = 1
                # END SOLUTION
    ''')
    assert [region.owner for region in source.regions] == ["fetch", "A", "A.make", "A.__init__"]
    assert [region.task for region in source.regions] == ["fetch", "A", "A", "A"]
    assert [region.in_class_body for region in source.regions] == [False, True, False, False]
    assert [r.summary for r in source.regions] == ["Fetch it", "An A", "Make one", "set up"]
    assert source.tasks == ("fetch", "A")
    assert [region.indent for region in source.regions] == [" " * n for n in (4, 4, 8, 8)]


def test_a_solution_outside_a_task(problem: Problem) -> None:
    assert problem("# BEGIN SOLUTION\nx = 1\n# END SOLUTION\n") == (
        "softmax.py:1: this SOLUTION stands outside any top-level function or class. Move it into "
        "the function or class that students write."
    )


def test_a_solution_around_a_whole_function(problem: Problem) -> None:
    text = "# BEGIN SOLUTION\ndef f():\n    return 1\n# END SOLUTION\n"
    assert "outside any top-level function" in problem(text)


@pytest.mark.parametrize("body", ["", "        # only this comment\n"])
@pytest.mark.parametrize("rest", ["", "        return 1\n"])
def test_an_empty_solution(problem: Problem, body: str, rest: str) -> None:
    text = 'def f():\n        """Do."""\n        # BEGIN SOLUTION\n{}        # END SOLUTION\n{}'
    assert problem(text.format(body, rest)) == (
        "softmax.py:3: this SOLUTION is empty. Put the lines that solve the task inside."
    )


def test_a_solution_that_cuts_a_statement(problems: Problems) -> None:
    found = problems('''
        def f(x):
            """Do."""
            if x:
                # BEGIN SOLUTION
                x = 1
            return x
            # END SOLUTION
    ''')
    assert "softmax.py:4: this SOLUTION cuts the statement of line 3 in two." in found[-2]


def test_a_solution_inside_a_condition(problem: Problem) -> None:
    assert problem('''
        def f(x):
            """Do."""
            if x:
                # BEGIN SOLUTION
                return 1
                # END SOLUTION
            return 0
    ''') == (
        "softmax.py:4: this SOLUTION stands inside the `if` of line 3, so the stub of f could end "
        "without raising. Put the markers at the indentation of f's own body, around the whole "
        "`if`."
    )


@pytest.mark.parametrize(
    ("head", "word"),
    [
        ("def inner():", "inner function"),
        ("for i in x:", "`for`"),
        ("with x:", "`with`"),
        ("while x:", "`while`"),
        ("class B:", "inner class"),
    ],
)
def test_a_solution_inside_something_else(problems: Problems, head: str, word: str) -> None:
    (line, *_) = problems(f'''
        def f(x):
            """Do."""
            {head}
                # BEGIN SOLUTION
                y = x
                # END SOLUTION
            return 0
    ''')
    assert f"this SOLUTION stands inside the {word} of line 3" in line


def test_markers_are_indented_like_their_code(problem: Problem) -> None:
    assert problem('''
        def f(x):
            """Do."""
        # BEGIN SOLUTION
            return x
        # END SOLUTION
    ''') == (
        "softmax.py:3: this SOLUTION is indented by 0 columns and its code by 4. Indent the "
        "markers by 4 columns."
    )


def test_a_function_with_a_region_needs_a_docstring(problem: Problem) -> None:
    assert problem("def f(x):\n    # BEGIN SOLUTION\n    return x\n    # END SOLUTION\n") == (
        "softmax.py:1: f has no docstring, which its stub needs for the message. "
        'Write `"""What to do."""` above the SOLUTION.'
    )


def test_the_docstring_stands_above_the_region(problem: Problem) -> None:
    text = 'def f(x):\n    # BEGIN SOLUTION\n    """Do."""\n    return x\n    # END SOLUTION\n'
    assert "this SOLUTION holds the docstring of f" in problem(text)

"""Every stub raises when it is called."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Problems, Read

Problem = Callable[[str], str]


def function(before: str = "", inside: str = "return x", after: str = "") -> str:
    """A function with a region; what comes before it begins on line 3."""
    lines = ["# BEGIN SOLUTION", inside, "# END SOLUTION"]
    body = [*before.splitlines(), *lines, *after.splitlines()]
    return 'def f(x):\n    """Do it."""\n' + "".join(f"    {line}\n" for line in body)


@pytest.mark.parametrize(
    "given", ["n, d = x.shape", "if x is None:\n    x = 1", "x = lambda: (yield)"]
)
def test_plumbing_before_a_region_is_allowed(problems: Problems, given: str) -> None:
    assert problems(function(before=given)) == []


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ("return 1", "return"),
        ("if x:\n    return 1", "return"),
        ("if x:\n    raise ValueError(x)", "raise"),
        ("for i in x:\n    return i", "return"),
    ],
)
def test_what_may_end_the_function_before_its_region(
    problem: Problem, given: str, word: str
) -> None:
    line = problem(function(before=given))
    assert f"this `{word}` comes before the SOLUTION of f, so its stub could end" in line
    assert line.endswith("Move it into the SOLUTION.")


def test_code_below_a_region_may_return(problems: Problems) -> None:
    assert problems(function(inside="y = x", after="return y")) == []


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_given_yield_makes_the_stub_a_generator(problem: Problem, place: str) -> None:
    text = function("yield 1") if place == "before" else function(inside="y = 1", after="yield y")
    assert "this `yield` makes the stub of f a generator" in problem(text)


def test_a_yield_inside_the_region_is_the_solutions(problems: Problems) -> None:
    assert problems(function(inside="yield x")) == []


def test_a_function_with_only_one_line_solutions(problem: Problem) -> None:
    assert problem('def f(x):\n    """Do."""\n    y = x + 1  # SOLUTION\n    return y\n') == (
        "softmax.py:3: f has only one-line SOLUTIONs, so its stub would not raise. Add a `# BEGIN "
        "SOLUTION` region to it, such as around its return."
    )


def test_a_class_with_only_regions_in_its_body(problem: Problem) -> None:
    assert problem("class A:\n    # BEGIN SOLUTION\n    x = 1\n    # END SOLUTION\n") == (
        "softmax.py:1: no method of A has a SOLUTION, so its stub would not raise. Put the body of "
        "each method that students write into a SOLUTION of its own."
    )


@pytest.mark.parametrize(
    ("line", "stub"),
    [
        ("y = x + 1  # SOLUTION", "    y = ...  # TODO"),
        ("y: int = x + 1  # SOLUTION", "    y: int = ...  # TODO"),
        ("y = (x + 1)  # SOLUTION", "    y = ...  # TODO"),
        ('ä = "ü" + x  # SOLUTION', "    ä = ...  # TODO"),
        ("x.y = z = x  # SOLUTION", "    x.y = z = ...  # TODO"),
    ],
)
def test_the_stub_of_a_one_line_solution(read: Read, line: str, stub: str) -> None:
    (one,) = read(function(before=line)).one_lines
    assert (one.task, one.owner, one.line, one.stub) == ("f", "f", 3, stub)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("print(x)  # SOLUTION", "behind a line that is no assignment"),
        ("x += 1  # SOLUTION", "behind a line that is no assignment"),
        ("a, b = x  # SOLUTION", "cannot be unpacked"),
        ("x[0] = 1  # SOLUTION", "assigns to more than a name"),
        ("y = (x +\n         1)  # SOLUTION", "behind an assignment of several lines"),
    ],
)
def test_what_cannot_be_a_one_line_solution(problem: Problem, line: str, what: str) -> None:
    assert what in problem(function(before=line))


def test_what_a_stub_hides_is_not_used_before_it_raises(problem: Problem) -> None:
    text = function(before="y = x + 1  # SOLUTION\nz = y.shape")
    assert problem(text).startswith(
        "softmax.py:4: `y` is `...` in the stub of f and is used here before the stub raises."
    )


def test_a_one_line_solution_outside_a_task(problem: Problem) -> None:
    assert "stands outside any top-level function or class" in problem("x = 1  # SOLUTION\n")


def test_a_one_line_solution_inside_a_region(problem: Problem) -> None:
    assert "`# SOLUTION` stands inside a SOLUTION region" in problem(
        function(inside="y = x  # SOLUTION")
    )

"""From source to stub, solution and variant."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from autograder.build.pipeline import solution, stub, variant
from autograder.source import read_source

from .conftest import SOFTMAX, Read

STUB = '''"""Softmax."""

from __future__ import annotations

from collections.abc import Sequence


def softmax(x: Sequence[float]) -> list[float]:
    """Weights that sum to one.

    Example:
        >>> softmax([0.0, 0.0])
        [0.5, 0.5]
    """
    # Shift the scores first.
    largest = max(x)
    # TODO: Weights that sum to one
    raise NotImplementedError("softmax: Weights that sum to one")
'''

CLASS = '''
class Scale(list):
    """A scale."""

    def __init__(self, factor):
        super().__init__()
        # BEGIN SOLUTION
        self.factor = factor
        # END SOLUTION

    # BEGIN SOLUTION
    def helper(self):
        return self.factor
    # END SOLUTION

    def times(self, x):
        """Give x times the factor."""
        # BEGIN SOLUTION
        y = self.helper() * x
        # END SOLUTION
        # BEGIN MISTAKE plus
        # why: adds
        # hint: Is it a sum?
        # y = self.factor + x
        # END MISTAKE
        return y

    @property
    def half(self):
        """Give half the factor."""
        # BEGIN SOLUTION
        return self.factor / 2
        # END SOLUTION
        # BEGIN MISTAKE plus
        # return self.factor + 2
        # END MISTAKE


X = 1
'''


def test_a_stub_has_prompt_todo_and_raise() -> None:
    assert stub(read_source(Path("softmax.py"), SOFTMAX)).text == STUB


def test_a_stub_of_windows_text_is_the_same() -> None:
    source = read_source(Path("softmax.py"), SOFTMAX.replace("\n", "\r\n"))
    assert stub(source).text == STUB


def test_a_solution_has_no_markers_and_no_mistakes() -> None:
    text = solution(read_source(Path("softmax.py"), SOFTMAX)).text
    assert text.endswith(
        '    """\n'
        "    powers = [math.exp(score - max(x)) for score in x]\n"
        "    return [power / sum(powers) for power in powers]\n"
    )
    assert "import math\n" in text


def test_a_variant_makes_one_mistake() -> None:
    text = variant(read_source(Path("softmax.py"), SOFTMAX), "softmax", "no-max").text
    assert text.endswith(
        '    """\n'
        "    powers = [math.exp(score) for score in x]\n"
        "    return [power / sum(powers) for power in powers]\n"
    )


def test_a_variant_imports_only_what_it_uses() -> None:
    text = variant(read_source(Path("softmax.py"), SOFTMAX), "softmax", "not-normalised").text
    assert "import math" not in text
    assert text.endswith("    return list(x)\n")


def test_an_unknown_mistake_is_an_error() -> None:
    with pytest.raises(KeyError, match="softmax has no mistake maxx"):
        variant(read_source(Path("softmax.py"), SOFTMAX), "softmax", "maxx")


def test_every_region_of_a_class_raises_with_its_own_name(read: Read) -> None:
    assert (
        stub(read(CLASS)).text
        == '''class Scale(list):
    """A scale."""

    def __init__(self, factor):
        super().__init__()
        # TODO: set up
        raise NotImplementedError("Scale.__init__: set up")

    def times(self, x):
        """Give x times the factor."""
        # TODO: Give x times the factor
        raise NotImplementedError("Scale.times: Give x times the factor")
        return y

    @property
    def half(self):
        """Give half the factor."""
        # TODO: Give half the factor
        raise NotImplementedError("Scale.half: Give half the factor")


X = 1
'''
    )


def test_blocks_of_one_mistake_apply_together(read: Read) -> None:
    assert (
        variant(read(CLASS), "Scale", "plus").text
        == '''class Scale(list):
    """A scale."""

    def __init__(self, factor):
        super().__init__()
        self.factor = factor

    def helper(self):
        return self.factor

    def times(self, x):
        """Give x times the factor."""
        y = self.factor + x
        return y

    @property
    def half(self):
        """Give half the factor."""
        return self.factor + 2


X = 1
'''
    )


def test_nested_functions_decorators_and_async_survive(read: Read) -> None:
    source = read('''
        import functools


        @functools.cache
        async def fetch(
            x: int,
        ) -> int:
            """Fetch x."""

            def given(y):
                return y

            # BEGIN SOLUTION
            def inner():
                return given(x)

            return inner()
            # END SOLUTION
    ''')
    assert (
        stub(source).text
        == '''import functools


@functools.cache
async def fetch(
    x: int,
) -> int:
    """Fetch x."""

    def given(y):
        return y

    # TODO: Fetch x
    raise NotImplementedError("fetch: Fetch x")
'''
    )


def test_marker_text_in_strings_is_untouched(read: Read) -> None:
    text = '''
X = """
# BEGIN SOLUTION


# END SOLUTION
"""


def f(x):
    """Say it."""
    # BEGIN SOLUTION
    return f"# END SOLUTION {x}"
    # END SOLUTION
'''
    assert stub(read(text)).text.startswith(text.lstrip("\n").split("    # BEGIN")[0])
    assert 'return f"# END SOLUTION {x}"' in solution(read(text)).text


def test_one_line_solutions(read: Read) -> None:
    source = read('''
        def f(x):
            """Do it."""
            y = x + 1  # SOLUTION
            # BEGIN SOLUTION
            # EQUIVALENT arithmetic: x is 1 or -1
            z = y * x  # LEAK OK: said in the handout
            return z
            # END SOLUTION
    ''')
    assert stub(source).text.splitlines()[2:] == [
        "    y = ...  # TODO",
        "    # TODO: Do it",
        '    raise NotImplementedError("f: Do it")',
    ]
    assert solution(source).text.splitlines()[2:] == [
        "    y = x + 1",
        "    z = y * x",
        "    return z",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Say hello",
        'Say "hello" to all',
        "Say \"hello\" and 'bye'",
        r"Split at \\n and \\w",
        "Größe λ → ∞",
        "All " + "of this is very long, " * 9,
        "word" * 40,
        'He said "so" and "so" and ' * 8,
    ],
)
def test_messages_are_safe_and_at_most_100_columns(read: Read, line: str) -> None:
    source = read(
        f"class A:\n    def f(x):\n        '''{line}.'''\n"
        if "'" not in line
        else f'class A:\n    def f(x):\n        """{line}."""\n'
    )
    assert source.regions == ()
    text = source.text + "        # BEGIN SOLUTION\n        return x\n        # END SOLUTION\n"
    built = stub(read_source(Path("a.py"), text))
    tree = ast.parse(built.text)
    (node,) = [each for each in ast.walk(tree) if isinstance(each, ast.Raise)]
    assert isinstance(node.exc, ast.Call)
    message = ast.literal_eval(node.exc.args[0])
    docstring = ast.get_docstring(next(n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)))
    assert message == "A.f: " + (docstring or "").removesuffix(".")
    new = built.text.splitlines()[3:]
    assert all(len(each) <= 100 or max(map(len, each.split())) > 80 for each in new)


def test_built_lines_know_their_source() -> None:
    source = read_source(Path("softmax.py"), SOFTMAX)
    for built in (stub(source), solution(source), variant(source, "softmax", "no-max")):
        for number, text in enumerate(built.text.splitlines(), start=1):
            origin = source.lines[built.source_line(number) - 1]
            told = text.strip().startswith(("# TODO", "raise"))
            assert text.strip() in origin or told, (text, origin)


def test_a_made_line_comes_from_where_it_was_written() -> None:
    source = read_source(Path("softmax.py"), SOFTMAX)
    built = variant(source, "softmax", "not-normalised")
    last = len(built.text.splitlines())
    assert source.lines[built.source_line(last) - 1] == "    # return list(x)"
    assert source.lines[stub(source).source_line(18) - 1] == "    # BEGIN SOLUTION"


def test_a_line_outside_the_text_maps_to_its_end() -> None:
    source = read_source(Path("a.py"), "x = 1\ny = 2\n")
    assert (stub(source).source_line(99), stub(source).source_line(0)) == (2, 1)

"""Prompts and mistakes: their commented lines and headers."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from autograder.model import Verdict

from .conftest import Problems, Read

Problem = Callable[[str], str]


def with_mistake(body: str) -> str:
    """A function whose mistake `wrong` begins on line 6 and has its first body line on line 7."""
    head = 'def f(x):\n    """Do it."""\n    # BEGIN SOLUTION\n    return x\n    # END SOLUTION\n'
    block = f"# BEGIN MISTAKE wrong\n{textwrap.dedent(body).strip()}\n# END MISTAKE\n"
    return head + textwrap.indent(block, "    ")


def with_prompt(body: str) -> str:
    """A function whose prompt has its first body line on line 4."""
    block = f"# BEGIN PROMPT\n{textwrap.dedent(body).strip()}\n# END PROMPT\n"
    rest = "    # BEGIN SOLUTION\n    return x\n    # END SOLUTION\n"
    return 'def f(x):\n    """Do it."""\n' + textwrap.indent(block, "    ") + rest


def test_headers_may_be_continued(read: Read) -> None:
    text = """
        # why: overflows
        # why: above 88
        # hint: What is
        # hint: exp(1000)?
        # verdict: ERROR
        # if x:
        #     return 1
        #
        # return 2
    """
    (mistake,) = read(with_mistake(text)).mistakes
    assert (mistake.why, mistake.hint) == ("overflows above 88", "What is exp(1000)?")
    assert mistake.verdict is Verdict.ERROR
    assert mistake.lines == ((12, "if x:"), (13, "    return 1"), (14, ""), (15, "return 2"))
    assert (mistake.task, mistake.name, mistake.first, mistake.last) == ("f", "wrong", 6, 16)


def test_the_verdict_is_failed_by_default(read: Read) -> None:
    (mistake,) = read(with_mistake("# why: a\n# hint: b\n# return 2")).mistakes
    assert mistake.verdict is Verdict.FAILED


@pytest.mark.parametrize(
    ("missing", "body"), [("why", "# hint: b\n# return 2"), ("hint", "# why: a\n# return 2")]
)
def test_a_mistake_needs_why_and_hint(problem: Problem, missing: str, body: str) -> None:
    assert problem(with_mistake(body)).startswith(
        f"softmax.py:6: the mistake `wrong` has no `{missing}:`. Write `# {missing}: `"
    )


def test_an_empty_header_is_a_missing_one(problem: Problem) -> None:
    assert "has no `hint:`" in problem(with_mistake("# why: a\n# hint:\n# return 2"))


@pytest.mark.parametrize("code", ["", "# # return 2", "#"])
def test_a_mistake_needs_code(problem: Problem, code: str) -> None:
    assert problem(with_mistake(f"# why: a\n# hint: b\n{code}")) == (
        "softmax.py:6: the mistake `wrong` has no code. Write, as comments, the lines that stand "
        "in place of the solution."
    )


def test_a_mistake_is_made_of_comments(problems: Problems) -> None:
    found = problems(with_mistake("# why: a\n# hint: b\n# x = 1\nreturn 2"))
    assert (
        "softmax.py:10: this line of a MISTAKE is not a comment. Put `# ` before it: the lines of "
        "this block must not run."
    ) in found


def test_a_comment_of_a_mistake_stands_under_its_marker(problem: Problem) -> None:
    assert problem(with_mistake("# why: a\n# hint: b\n# return 2\n    # x")).startswith(
        "softmax.py:10: this comment is not indented like the MISTAKE it belongs to."
    )


@pytest.mark.parametrize(
    ("header", "right"), [("hnt", "`hint:`"), ("Why", "`why:`"), ("reason", "`why:`, `hint:`")]
)
def test_an_unknown_header(problems: Problems, header: str, right: str) -> None:
    found = problems(with_mistake(f"# why: a\n# hint: b\n# {header}: the text\n# return 2"))
    assert found[0].startswith(f"softmax.py:9: `{header}:` is not a header of a mistake.")
    assert right in found[0]


@pytest.mark.parametrize("code", ["total: int = 0", "try:\n#     x = 1\n# finally:\n#     x = 2"])
def test_code_that_looks_like_a_header_is_code(problems: Problems, code: str) -> None:
    assert problems(with_mistake(f"# why: a\n# hint: b\n# {code}\n# return 2")) == []


def test_a_header_below_the_code(problems: Problems) -> None:
    found = problems(with_mistake("# why: a\n# hint: b\n# x = 2\n# hint: more\n# return x"))
    assert (
        "softmax.py:10: `hint:` stands below the code of the mistake. Move it up, directly under "
        "`# BEGIN MISTAKE`."
    ) in found


@pytest.mark.parametrize(
    ("name", "right"),
    [("Error", "`ERROR`"), ("TIMEOT", "`TIMEOUT`"), ("PASSED", "one of FAILED"), ("x", "one of")],
)
def test_an_unknown_verdict(problem: Problem, name: str, right: str) -> None:
    line = problem(with_mistake(f"# why: a\n# hint: b\n# verdict: {name}\n# return 2"))
    assert f"`{name}` is not a verdict that a mistake can end with. Write {right}" in line


def test_two_verdicts(problem: Problem) -> None:
    body = "# why: a\n# hint: b\n# verdict: ERROR\n# verdict: ERROR\n# return 2"
    assert "`wrong` declares two verdicts" in problem(with_mistake(body))


def test_a_mistake_compiles_in_place(problem: Problem) -> None:
    line = problem(with_mistake("# why: a\n# hint: b\n# y = 1\n# return (y"))
    assert line.startswith(
        "softmax.py:10: the mistake `wrong` does not compile in place: '(' was never closed."
    )


def test_what_only_the_compiler_refuses_is_found(problem: Problem) -> None:
    line = problem(with_mistake("# why: a\n# hint: b\n# break"))
    assert line.startswith("softmax.py:9: the mistake `wrong` does not compile in place: 'break'")


MULTI = '''
class A:
    """An A."""

    def f(self):
        """Do f."""
        # BEGIN SOLUTION
        return 1
        # END SOLUTION
        # BEGIN MISTAKE wrong
        # why: a
        # hint: b
        # return 2
        # END MISTAKE

    def g(self):
        """Do g."""
        # BEGIN SOLUTION
        return 3
        # END SOLUTION
        # BEGIN MISTAKE wrong
        # {}
        # return 4
        # END MISTAKE
'''


def test_blocks_of_one_name_share_their_headers(read: Read) -> None:
    source = read(MULTI.format("why: c"))
    blocks = [block for region in source.regions for block in region.mistakes]
    assert [(block.why, block.hint) for block in blocks] == [("a; c", "b")] * 2
    assert len(source.mistakes) == 1


def test_blocks_of_one_name_do_not_contradict(problem: Problem) -> None:
    assert problem(MULTI.format("hint: c")) == (
        "softmax.py:20: `wrong` has another `hint:` here than on line 9. Write it once, in the "
        "first block of this name."
    )


def test_one_name_stands_once_under_a_region(problem: Problem) -> None:
    block = "    # BEGIN MISTAKE wrong\n    # return 3\n    # END MISTAKE\n"
    assert problem(with_mistake("# why: a\n# hint: b\n# return 2") + block) == (
        "softmax.py:11: the mistake `wrong` stands twice under one SOLUTION, first on line 6. "
        "Rename one of them."
    )


def test_a_prompt_loses_one_comment_sign(read: Read) -> None:
    (region,) = read(with_prompt("# # shift first\n# y = x\n#\n#     # deep")).regions
    assert region.prompt is not None
    assert region.prompt.lines == (
        (4, "# shift first"),
        (5, "y = x"),
        (6, ""),
        (7, "    # deep"),
    )


def test_an_empty_prompt(problem: Problem) -> None:
    assert "this PROMPT is empty" in problem(with_prompt("#"))


def test_the_code_of_a_prompt_compiles(problem: Problem) -> None:
    assert problem(with_prompt("# y = 1\n# y = = 2")).startswith(
        "softmax.py:5: this PROMPT does not compile in place"
    )


def test_the_code_of_a_prompt_does_not_return(problem: Problem) -> None:
    assert problem(with_prompt("# y = 1\n# return y")).startswith(
        "softmax.py:5: the code of this PROMPT has a `return`"
    )


def test_a_prompt_is_made_of_comments(problem: Problem) -> None:
    assert "this line of a PROMPT is not a comment" in problem(with_prompt("y = 1"))

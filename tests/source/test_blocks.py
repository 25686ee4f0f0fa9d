"""Blocks that are lone, crossed, nested or out of place."""

from __future__ import annotations

from .conftest import Problems, Read

FUNCTION = 'def f(x):\n    """Do it."""\n'


def test_a_lone_begin(problems: Problems) -> None:
    assert problems(FUNCTION + "    # BEGIN SOLUTION\n    return x\n") == [
        "softmax.py:3: `# BEGIN SOLUTION` is never ended. Write `# END SOLUTION` below its last "
        "line."
    ]


def test_a_lone_end(problems: Problems) -> None:
    assert problems(FUNCTION + "    return x\n    # END MISTAKE\n") == [
        "softmax.py:4: `# END MISTAKE` has no `# BEGIN MISTAKE` above it. Write the BEGIN line, or "
        "remove this one."
    ]


def test_an_end_of_another_kind(problems: Problems) -> None:
    text = FUNCTION + "    # BEGIN SOLUTION\n    return x\n    # END MISTAKE\n"
    assert problems(text) == [
        "softmax.py:5: `# END MISTAKE` ends the SOLUTION that begins on line 3. "
        "Write `# END SOLUTION`."
    ]


def test_nested_blocks(problems: Problems) -> None:
    text = """
        # BEGIN SOLUTION
        # BEGIN SOLUTION
        return x
        # END SOLUTION
        # END SOLUTION
    """
    assert problems(FUNCTION + text.replace("        #", "    #").replace("        r", "    r"))[
        0
    ] == (
        "softmax.py:5: `# BEGIN SOLUTION` stands inside the SOLUTION that begins on line 4. "
        "Write `# END SOLUTION` above it; blocks do not nest."
    )


def test_crossed_blocks_are_reported_once(problems: Problems) -> None:
    text = (
        "    # BEGIN SOLUTION\n    x = x.exp()\n    # BEGIN MISTAKE no-max\n    # why: a\n"
        "    # hint: b\n    # END SOLUTION\n    # x = 1\n    # END MISTAKE\n    return x\n"
    )
    nested = [line for line in problems(FUNCTION + text) if "stands inside the SOLUTION" in line]
    assert len(nested) == 1
    assert not any("never ended" in line or "above it" in line for line in problems(text)[1:])


def test_a_prompt_stands_directly_above_a_solution(problems: Problems) -> None:
    text = (
        "    # BEGIN PROMPT\n    # x = 1\n    # END PROMPT\n\n"
        "    # BEGIN SOLUTION\n    return x\n    # END SOLUTION\n"
    )
    assert problems(FUNCTION + text) == [
        "softmax.py:3: this PROMPT does not stand directly above a SOLUTION. Put "
        "`# BEGIN SOLUTION` on the line after `# END PROMPT`."
    ]


def test_a_mistake_stands_under_a_solution(problems: Problems) -> None:
    text = (
        "    # BEGIN SOLUTION\n    x = x + 1\n    # END SOLUTION\n    x = x + 2\n"
        "    # BEGIN MISTAKE wrong\n    # why: a\n    # hint: b\n    # x = 2\n    # END MISTAKE\n"
        "    return x\n"
    )
    assert problems(FUNCTION + text) == [
        "softmax.py:7: the mistake `wrong` does not stand under a SOLUTION. Move it directly under "
        "the `# END SOLUTION` of the block it replaces."
    ]


def test_blank_lines_between_solution_and_mistakes_are_allowed(read: Read) -> None:
    mistake = (
        "    # BEGIN MISTAKE {}\n    # why: a\n    # hint: b\n    # return 2\n    # END MISTAKE\n\n"
    )
    text = "    # BEGIN SOLUTION\n    return x\n    # END SOLUTION\n\n"
    source = read(FUNCTION + text + mistake.format("one") + mistake.format("two"))
    assert [each.name for each in source.regions[0].mistakes] == ["one", "two"]


def test_an_end_is_indented_like_its_begin(problems: Problems) -> None:
    text = "    # BEGIN SOLUTION\n    return x\n# END SOLUTION\n"
    assert problems(FUNCTION + text) == [
        "softmax.py:5: `# END SOLUTION` is not indented like its BEGIN on line 3. Indent both like "
        "the code around them."
    ]


def test_a_mistake_is_indented_like_its_solution(problems: Problems) -> None:
    text = (
        "    # BEGIN SOLUTION\n    return x\n    # END SOLUTION\n"
        "# BEGIN MISTAKE wrong\n# why: a\n# hint: b\n# return 2\n# END MISTAKE\n"
    )
    assert problems(FUNCTION + text) == [
        "softmax.py:6: this MISTAKE is not indented like its SOLUTION on line 3. Indent its "
        "markers and its lines alike."
    ]

"""Mistakes that rot are found."""

from __future__ import annotations

from autograder.build.lint import check_variants
from autograder.source import ModuleSource

from .conftest import SOFTMAX, Write


def problems(module: ModuleSource) -> list[str]:
    found = [str(problem) for problem in check_variants(module)]
    return [line.removeprefix(f"{module.folder}/") for line in found]


def test_sound_mistakes(module: ModuleSource) -> None:
    assert problems(module) == []


def test_an_undefined_name_is_found_at_its_source_line(write: Write) -> None:
    text = SOFTMAX.replace("# powers = [math.exp(score)", "# powers = [math.exp(old_name)")
    (line,) = problems(write({"softmax.py": text}))
    assert line == (
        "softmax.py:28: the mistake `no-max` of softmax does not fit the code around it: Undefined "
        "name `old_name` (F821). Mend it, so that it is caught for what it does and not for a slip."
    )


def test_an_unused_name_in_a_mistake_is_found(write: Write) -> None:
    text = SOFTMAX.replace("    # return list(x)\n", "    # y = 1\n    # return list(x)\n")
    (line,) = problems(write({"softmax.py": text}))
    assert line.startswith("softmax.py:34: the mistake `not-normalised`")
    assert "`y`" in line


def test_given_names_that_a_mistake_does_not_use_are_fine(write: Write) -> None:
    text = SOFTMAX.replace("    # BEGIN PROMPT", "    n = len(x)\n    # BEGIN PROMPT")
    text = text.replace("powers = [math.exp(score - max(x))", "powers = [math.exp(score - n)", 1)
    assert problems(write({"softmax.py": text})) == []


def test_shapes_in_annotations_are_no_undefined_names(write: Write) -> None:
    text = (
        "from __future__ import annotations\n\nfrom typing import Any as Float\n\n\n"
        'def f(x: Float[int, "n d"]) -> Float[int, "batch"]:\n    """Do."""\n    # BEGIN SOLUTION\n'
        "    return x\n    # END SOLUTION\n    # BEGIN MISTAKE two\n    # why: a\n    # hint: b\n"
        "    # return 2\n    # END MISTAKE\n"
    )
    assert problems(write({"f.py": text})) == []


def test_blocks_that_only_fail_together(write: Write) -> None:
    text = (
        'def f(x):\n    """Do."""\n    # BEGIN SOLUTION\n    y = x\n    # END SOLUTION\n'
        "    # BEGIN MISTAKE two\n    # why: a\n    # hint: b\n    # z = x\n    # END MISTAKE\n"
        "    # BEGIN SOLUTION\n    return y\n    # END SOLUTION\n"
        "    # BEGIN MISTAKE two\n    # global z\n    # return z\n    # END MISTAKE\n"
    )
    (line,) = problems(write({"f.py": text}))
    assert line.startswith("f.py:15: with the mistake `two` of f the file does not compile")

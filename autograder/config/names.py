"""What names in a configuration look like, for pydantic and in words."""

from __future__ import annotations

import re

MODULE_NAME = r"^[a-z][a-z0-9_]*$"
TASK_NAME = r"^[A-Za-z_]\w*$"
CHECK_NAME = r"^test_\w+$"
LESSON = r"^[a-z][a-z0-9_]*/[A-Za-z0-9][A-Za-z0-9._-]*$"
DOTTED_NAME = r"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$"
PICTURE = r"^(none|heat|curve|bars|merges|policy [1-9][0-9]{0,2} \S+)$"

PATTERN_WORDS = {
    MODULE_NAME: "a module's name: a small letter, then small letters, digits and _",
    TASK_NAME: "the name of a Python function or class",
    CHECK_NAME: "the name of a check: test_ and then letters, digits and _",
    LESSON: "a lesson: TRACK/LESSON, such as applied/M06.G1",
    DOTTED_NAME: "a dotted Python name, such as torch.nn.functional.softmax",
    PICTURE: "a picture: none, heat, curve, bars, merges, or policy with the grid's columns and a "
    "sign for each action, such as policy 12 ^>v<",
}
"""The patterns, for readers who do not read regular expressions."""


def is_module_name(name: str) -> bool:
    """Whether ``name`` is named like a module."""
    return re.fullmatch(MODULE_NAME, name) is not None


def is_check_name(name: str) -> bool:
    """Whether ``name`` is named like a check."""
    return re.fullmatch(CHECK_NAME, name) is not None

"""A stranger's text as reports quote it: clean, and no longer than one still reads."""

from __future__ import annotations

import re

_MAX_RAW = 200_000
_MAX_BLOCK, _MAX_LINES = 4000, 80
_MAX_LINE = 500

_TERMINAL = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours and cursor movements
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # titles and links
    r"|\x1b[ -/]*[0-~]"
    "|\ufffd\\[[0-9;]*[mK]"  # colours whose first byte was replaced on its way here
)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
"""Controls, marks that turn the order of letters around, and halves of characters."""


def clean(text: str) -> str:
    """``text`` with one kind of line end, without terminal codes, and valid as UTF-8."""
    if len(text) > _MAX_RAW:
        text = bounded(text, _MAX_RAW)
    plain = _TERMINAL.sub("", _LINE_ENDS.sub("\n", text))
    return _UNPRINTABLE.sub("\ufffd", plain)


def bounded(text: str, limit: int = _MAX_BLOCK) -> str:
    """``text`` with its middle left out where it is longer than ``limit``."""
    if len(text) <= limit:
        return text
    head, tail = limit * 3 // 4, limit // 4
    return f"{text[:head]} ... [{len(text) - head - tail:,} characters left out] ... {text[-tail:]}"


def one_line(text: str, limit: int = _MAX_LINE) -> str:
    """``text`` clean, on one line, and not longer than a sentence or two."""
    return bounded(" ".join(clean(text).split()), limit)


def block(text: str) -> str:
    """``text`` clean and of a size that one still reads: the beginning and the end of it."""
    lines = bounded(clean(text)).strip("\n").split("\n")
    if len(lines) <= _MAX_LINES:
        return "\n".join(lines)
    head, tail = _MAX_LINES * 3 // 4, _MAX_LINES // 4
    left_out = f"... [{len(lines) - head - tail:,} lines left out] ..."
    return "\n".join([*lines[:head], left_out, *lines[-tail:]])

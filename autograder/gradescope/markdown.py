"""Text of students and authors as Markdown that says what they wrote and does nothing else.

Messages quote what a student's code returned or printed: backticks, HTML, terminal codes, bytes
that are no text. None of it may end a block early, become a link, or break the results file.
"""

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

_CODE = re.compile(r"(`(?:[^`\s]|[^`\s][^`\n]*[^`\s])`)")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "`": "&#96;"})
_SPECIAL = re.compile(r"[\\*_\[\]~|$]")
_LEADING = re.compile(r"^(\d*)([-+#=.)])")


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


def fenced(text: str) -> str:
    """``text`` as a block of code; the fence is longer than any row of backticks in it."""
    inside = block(text)
    longest = max((len(row) for row in re.findall("`+", inside)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{inside}\n{fence}"


def inline(text: str) -> str:
    """``text`` as one line that reads as it was written; ```code``` between backticks stays so."""
    return _marked(one_line(text))


def sentence(text: str) -> str:
    """`inline`, with a stop at its end."""
    line = one_line(text)
    return _marked(line if not line or line[-1] in ".!?:)" else f"{line}.")


def _marked(line: str) -> str:
    parts = _CODE.split(line)  # every second one is code
    shown = "".join(part if index % 2 else _escaped(part) for index, part in enumerate(parts))
    return _LEADING.sub(r"\1\\\2", shown)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text.translate(_ENTITIES))


def paragraphs(*parts: str) -> str:
    """Those of ``parts`` that say anything, with an empty line between them."""
    return "\n\n".join(part for part in parts if part)

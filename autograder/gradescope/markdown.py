"""Text of students and authors as Markdown that says what they wrote and does nothing else.

Messages quote what a student's code returned or printed: backticks, HTML, terminal codes, bytes
that are no text. None of it may end a block early, become a link, or break the results file.
"""

from __future__ import annotations

import re

from autograder.channel.quoted import block, bounded, clean, one_line

__all__ = ["block", "bounded", "clean", "fenced", "inline", "one_line", "paragraphs", "sentence"]

_CODE = re.compile(r"(`(?:[^`\s]|[^`\s][^`\n]*[^`\s])`)")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "`": "&#96;"})
_SPECIAL = re.compile(r"[\\*_\[\]~|$]")
_LEADING = re.compile(r"^(\d*)([-+#=.)])")


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

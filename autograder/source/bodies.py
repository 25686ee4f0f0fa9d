"""What stands in prompts and mistakes: commented lines, and the headers of a mistake."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from autograder.model import Verdict
from autograder.source.blocks import Block
from autograder.source.markers import Report
from autograder.source.regions import CodeLine, Prompt

HEADERS = ("why", "hint", "verdict")
HEADER = re.compile(r"([A-Za-z]+)\s*:(?:\s+(.*))?")
DECLARABLE = ("FAILED", "ERROR", "TIMEOUT", "MEMORY", "CRASHED", "FORBIDDEN")
"""How a mistake may end; the other verdicts do not say that it was caught."""


@dataclass(frozen=True)
class Body:
    """A mistake's block as written: its headers and its code."""

    block: Block
    headers: dict[str, str]
    lines: tuple[CodeLine, ...]

    @property
    def verdict(self) -> Verdict:
        name = self.headers.get("verdict", "FAILED")
        return Verdict[name] if name in DECLARABLE else Verdict.FAILED


def read_prompt(block: Block, lines: Sequence[str], report: Report) -> Prompt:
    """The commented lines of a PROMPT with one comment sign taken off."""
    body = _uncommented(block, lines, report)
    if not any(text.strip() for _, text in body):
        report.add(block.first, "this PROMPT is empty", "Write its lines as comments or remove it")
    return Prompt(block.first, block.last, tuple(body))


def read_mistake(block: Block, lines: Sequence[str], report: Report) -> Body:
    """Headers and code of a MISTAKE; what is odd in them is reported."""
    body = _uncommented(block, lines, report)
    headers: dict[str, list[str]] = {}
    count = 0
    for number, text in body:
        header = _header(text)
        if header is None:
            break
        _take_header(number, *header, headers, report)
        count += 1
    code = tuple(body[count:])
    _check_code(block, code, report)
    joined = {key: " ".join(parts).strip() for key, parts in headers.items()}
    _check_verdict(block, headers, report)
    return Body(block, joined, code)


def _uncommented(block: Block, lines: Sequence[str], report: Report) -> list[CodeLine]:
    """The lines between the markers with their comment sign taken off."""
    body = []
    for number in range(block.first + 1, block.last):
        text = lines[number - 1]
        inner = text[block.column :].removeprefix("#").removeprefix(" ").rstrip()
        body.append((number, inner))
        if text.strip():
            _check_commented(number, text, block, report)
    return body


def _check_commented(number: int, text: str, block: Block, report: Report) -> None:
    if not text.lstrip().startswith("#"):
        report.add(
            number,
            f"this line of a {block.kind} is not a comment",
            "Put `# ` before it: the lines of this block must not run",
        )
    elif text.index("#") != block.column:
        report.add(
            number,
            f"this comment is not indented like the {block.kind} it belongs to",
            "Put its `#` right under the `#` of the marker; indent the code after it",
        )


def _header(text: str) -> tuple[str, str] | None:
    """Key and value of a line such as ``hint: ...``; None for a line of code."""
    match = HEADER.fullmatch(text)
    if not match or keyword.iskeyword(match[1]):
        return None
    key, value = match[1], (match[2] or "").strip()
    return None if key not in HEADERS and _is_annotation(text) else (key, value)


def _is_annotation(text: str) -> bool:
    """Whether the line is Python such as ``total: int = 0``, which only looks like a header."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    node = tree.body[0] if tree.body else None
    return isinstance(node, ast.AnnAssign) and node.value is not None


def _take_header(
    number: int, key: str, value: str, headers: dict[str, list[str]], report: Report
) -> None:
    if key in HEADERS:
        headers.setdefault(key, []).append(value)
        return
    near = get_close_matches(key.lower(), HEADERS, n=1)
    report.add(
        number,
        f"`{key}:` is not a header of a mistake",
        f"Write `{near[0]}:`" if near else "Use `why:`, `hint:` and, if needed, `verdict:`",
    )


def _check_code(block: Block, code: Sequence[CodeLine], report: Report) -> None:
    if not any(text.strip() and not text.lstrip().startswith("#") for _, text in code):
        report.add(
            block.first,
            f"the mistake `{block.name}` has no code",
            "Write, as comments, the lines that stand in place of the solution",
        )
    for number, text in code:
        header = HEADER.fullmatch(text)
        if header and header[1] in HEADERS and not _is_annotation(text):
            report.add(
                number,
                f"`{header[1]}:` stands below the code of the mistake",
                "Move it up, directly under `# BEGIN MISTAKE`",
            )


def _check_verdict(block: Block, headers: dict[str, list[str]], report: Report) -> None:
    given = headers.get("verdict", [])
    if len(given) > 1:
        report.add(block.first, f"`{block.name}` declares two verdicts", "Keep one `verdict:` line")
    for name in given[:1]:
        if name not in DECLARABLE:
            near = get_close_matches(name.upper(), DECLARABLE, n=1, cutoff=0.75)
            choices = f"`{near[0]}`" if near else "one of " + ", ".join(DECLARABLE)
            report.add(
                block.first,
                f"`{name}` is not a verdict that a mistake can end with",
                f"Write {choices}",
            )


def check_headers(bodies: Sequence[Body], report: Report) -> dict[str, str]:
    """The headers that all blocks of one mistake share; missing or contradicting ones reported.

    Each block may say why it is wrong; the student gets one hint, and a mistake ends in one way.
    """
    first = bodies[0].block
    whys = [body.headers["why"] for body in bodies if body.headers.get("why")]
    merged = {"why": "; ".join(dict.fromkeys(whys))}
    for body in bodies:
        for key in ("hint", "verdict"):
            value = body.headers.get(key)
            if value and merged.setdefault(key, value) != value:
                report.add(
                    body.block.first,
                    f"`{first.name}` has another `{key}:` here than on line {first.first}",
                    "Write it once, in the first block of this name",
                )
    for key, use in (("why", "what goes wrong, for staff"), ("hint", "a leading question")):
        if not merged.get(key):
            report.add(
                first.first,
                f"the mistake `{first.name}` has no `{key}:`",
                f"Write `# {key}: ` and {use}",
            )
    return merged

"""The handout's section about a task, and the link to it."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

_MOST, _LONGEST = 1 << 20, 300
"""Characters of a handout, and of a heading, that are read: a file may be made to be slow."""
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Section:
    """A heading as text, its anchor as GitHub makes it, and what stands below it."""

    title: str
    heading: str
    anchor: str
    body: str


@dataclass(frozen=True)
class Link:
    """Where a section is to be found from the report."""

    title: str
    href: str


def handout_links(handout: Path | None, tasks: tuple[str, ...], page: Path) -> dict[str, Link]:
    """The section of each task in ``handout``, as seen from the folder of ``page``; tasks that it
    does not name are left out.
    """
    base = _from(page, handout) if handout else None
    if handout is None or base is None:
        return {}
    found = sections(_text(handout))
    linked = {task: section_of(task, found) for task in tasks}
    return {
        task: Link(section.title, f"{base}#{quote(section.anchor)}")
        for task, section in linked.items()
        if section
    }


def _text(handout: Path) -> str:
    try:
        with handout.open(encoding="utf-8", errors="replace") as file:
            return file.read(_MOST)
    except OSError:
        return ""


def _from(page: Path, handout: Path) -> str | None:
    """A relative link, which also works after both were moved together."""
    try:
        way = os.path.relpath(handout.resolve(), page.resolve().parent)
    except ValueError:  # on another drive
        return None
    return quote(Path(way).as_posix())


def sections(text: str) -> list[Section]:
    """Every heading that is not within a block of code."""
    found: list[tuple[str, list[str]]] = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark:
            fence = "" if fence == mark[1] else fence or mark[1]
        heading = None if fence else _HEADING.match(line[:_LONGEST])
        if heading:
            found.append((heading[2], []))
        elif found:
            found[-1][1].append(line)
    seen: Counter[str] = Counter()
    return [_section(heading, "\n".join(body), seen) for heading, body in found]


def _section(heading: str, body: str, seen: Counter[str]) -> Section:
    title = _LINK.sub(r"\1", heading).replace("`", "").replace("**", "")
    anchor = slug(title)
    again = seen[anchor]
    seen[anchor] += 1
    return Section(title, heading, f"{anchor}-{again}" if again else anchor, body)


def slug(title: str) -> str:
    """The anchor that GitHub gives a heading.

    >>> slug("Tasks 3 to 5: causal_mask, padding_mask")
    'tasks-3-to-5-causal_mask-padding_mask'
    """
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


def section_of(task: str, found: list[Section]) -> Section | None:
    """The section whose heading names the task as code, else the first whose text does."""
    named = re.compile(rf"`(?:\w+\.)*{re.escape(task)}(?:\([^`]*\))?`")
    for part in ("heading", "body"):
        for section in found:
            if named.search(getattr(section, part)):
                return section
    return None

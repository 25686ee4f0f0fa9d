"""The few elements of SVG that the pictures are made of.

Colours are classes, which the style sheet of the report gives for light, dark and paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from autograder.channel.quoted import one_line
from autograder.channel.signs import shown

_MOST_SIGNS = 80


@dataclass(frozen=True)
class Panel:
    """One SVG: a name that stands above it, and in words what is to be seen."""

    name: str
    seen: str
    width: float
    height: float
    parts: tuple[str, ...]
    wide: bool = False
    """It takes the whole column, and does not stand beside others."""

    @property
    def svg(self) -> str:
        """The element itself; its words are read out in its place."""
        size = f'viewBox="0 0 {_number(self.width)} {_number(self.height)}"'
        inside = "".join(self.parts)
        return (
            f'<svg {size} width="{_number(self.width)}" height="{_number(self.height)}" role="img" '
            f'aria-label="{plain(self.seen, 600)}">{inside}</svg>'
        )


def plain(text: str, limit: int = _MOST_SIGNS) -> str:
    """Text of strangers, on one line and escaped."""
    return escape(shown(one_line(text, limit)))


def rect(x: float, y: float, width: float, height: float, style: str, **more: Any) -> str:
    """A rectangle."""
    return _element("rect", {"x": x, "y": y, "width": width, "height": height}, style, more)


def line(x1: float, y1: float, x2: float, y2: float, style: str, **more: Any) -> str:
    """A straight line."""
    return _element("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2}, style, more)


def circle(x: float, y: float, r: float, style: str) -> str:
    """A dot."""
    return _element("circle", {"cx": x, "cy": y, "r": r}, style, {})


def path(points: str, style: str, **more: Any) -> str:
    """A path in SVG's own language."""
    return _element("path", {"d": points}, style, more)


def polyline(points: Iterable[tuple[float, float]], style: str) -> str:
    """A line through points."""
    there = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
    return _element("polyline", {"points": there}, style, {})


def text(x: float, y: float, words: str, style: str, **more: Any) -> str:
    """A line of text."""
    return _element("text", {"x": x, "y": y}, style, more, plain(words))


def _element(
    name: str, place: dict[str, Any], style: str, more: dict[str, Any], inside: str = ""
) -> str:
    attributes = {**place, "class": style, **more}
    written = " ".join(
        f'{key.replace("_", "-")}="{_number(value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name} {written}>{inside}</{name}>"


def _number(value: Any) -> str:
    """Two decimals at most: a picture needs no more, and the file stays small."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, int | float) else str(value)

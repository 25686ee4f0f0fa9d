"""Draws the graph in the handout of n02_micrograd: `python docs/pictures/make_n02_micrograd.py`.

The numbers in it come from the solution. With ``--check`` it exits 1 where the picture is out of date.
"""

from __future__ import annotations

import sys
from pathlib import Path

from autograder.channel.packages import forget_package, load_package

MODULE = Path(__file__).resolve().parents[2] / "solutions" / "n02_micrograd"
SVG = MODULE / "graph.svg"

# name: (left, top, what it is)
BOXES = {
    "a": (20, 110, "a"),
    "b": (190, 110, "b = a + 1"),
    "p": (380, 40, "p = 2 b"),
    "q": (380, 180, "q = 3 b"),
    "e": (570, 110, "e = p + q"),
}
EDGES = [("a", "b", 1), ("b", "p", 2), ("b", "q", 3), ("p", "e", 1), ("q", "e", 1)]
WIDTH, HEIGHT = 130, 66

FRAME = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 320" font-family="sans-serif" font-size="15">
<title>The graph of e = 2b + 3b with b = a + 1: data forward, gradients backward</title>
<defs>
<marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">
<path d="M0 0 L10 5 L0 10 z" fill="#555"/></marker>
</defs>
<rect width="720" height="320" fill="#fff"/>
{parts}
</svg>
"""


def numbers() -> dict[str, tuple[float, float]]:
    """data and grad of each Value, by the solution."""
    micrograd = load_package(MODULE.name, MODULE)
    forget_package(MODULE.name)
    a = micrograd.Value(2.0)
    b = a + 1
    p, q = 2 * b, 3 * b
    e = p + q
    e.backward()
    values = {"a": a, "b": b, "p": p, "q": q, "e": e}
    return {name: (each.data, each.grad) for name, each in values.items()}


def text(x: float, y: float, words: str, fill: str = "#222", more: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="middle" fill="{fill}"{more}>{words}</text>'


def box(name: str, data: float, grad: float) -> list[str]:
    left, top, title = BOXES[name]
    middle = left + WIDTH / 2
    return [
        f'<rect x="{left}" y="{top}" width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#eef3fb" stroke="#456"/>',
        text(middle, top + 20, title, more=' font-weight="bold"'),
        text(middle, top + 39, f"data {data:g}"),
        text(middle, top + 58, f"grad {grad:g}", "#b00020"),
    ]


def edge(start: str, end: str, slope: int) -> list[str]:
    x1, y1 = BOXES[start][0] + WIDTH, BOXES[start][1] + HEIGHT / 2
    x2, y2 = BOXES[end][0] - 2, BOXES[end][1] + HEIGHT / 2
    level = y1 == y2
    above = -18 if level else -9 if (start == "b") == (y2 < y1) else 18
    aside = 0 if level else -16 if start == "b" else 18
    return [
        f'<line x1="{x1}" y1="{y1:g}" x2="{x2}" y2="{y2:g}" stroke="#555" stroke-width="1.5" marker-end="url(#tip)"/>',
        text((x1 + x2) / 2 + aside, (y1 + y2) / 2 + above / 2, f"× {slope}", "#b00020"),
    ]


def draw() -> str:
    found = numbers()
    parts = [part for each in EDGES for part in edge(*each)]
    parts += [part for name in BOXES for part in box(name, *found[name])]
    grads = {name: f"{grad:g}" for name, (_, grad) in found.items()}
    sums = (
        f"grad(b) = 2 × grad(p) + 3 × grad(q) = {grads['b']}: complete before b passes it on to a"
    )
    parts.append(text(360, 284, sums, "#b00020"))
    parts.append(text(360, 306, "data is made from left to right, grad from right to left"))
    return FRAME.format(parts="\n".join(parts))


def main() -> None:
    drawn = draw()
    if "--check" in sys.argv:
        sys.exit(int(not SVG.is_file() or SVG.read_text("utf-8") != drawn))
    SVG.write_text(drawn, "utf-8")


if __name__ == "__main__":
    main()

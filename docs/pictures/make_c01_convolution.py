"""Draws the picture of c01_convolution's handout: `python docs/pictures/make_c01_convolution.py`.

The numbers are computed by the module's solution, so the picture cannot disagree with the checks.
With ``--check`` nothing is written; it exits 1 where the picture is out of date.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from autograder.channel.packages import load_package

MODULE = Path(__file__).resolve().parents[2] / "solutions" / "c01_convolution"
SVG = MODULE / "windows.svg"
CELL, SMALL = 40, 22
WIDTH, HEIGHT = 860, 670
BLUE, ORANGE, GREY, INK = "#cfe3ff", "#ffd9a8", "#eeeeee", "#1f2430"

IMAGE = np.array([[1.0, 2.0, 0.0, 1.0], [0.0, 3.0, 1.0, 2.0], [2.0, 1.0, 4.0, 0.0]])
KERNEL = np.array([[1.0, 0.0], [-1.0, 2.0]])
UPSTREAM = np.array([[1.0, 0.0, 2.0], [0.0, -1.0, 0.0]])
PLACE = (1, 1)


def number(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def factor(value: float) -> str:
    return number(value) if value >= 0 else f"({number(value)})"


def text(x: float, y: float, words: str, size: int = 15, anchor: str = "middle") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}" '
        f'fill="{INK}">{words}</text>'
    )


def box(x: float, y: float, side: float, fill: str) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{side:g}" height="{side:g}" fill="{fill}" '
        f'stroke="{INK}" stroke-width="1"/>'
    )


def grid(x: float, y: float, values: np.ndarray, marked: dict[tuple[int, int], str]) -> list[str]:
    """A table of numbers whose upper left corner is (x, y); marked cells are coloured."""
    parts = []
    for (row, column), value in np.ndenumerate(values):
        left, top = x + column * CELL, y + row * CELL
        parts.append(box(left, top, CELL, marked.get((row, column), "#ffffff")))
        parts.append(text(left + CELL / 2, top + CELL / 2 + 5, number(value)))
    return parts


def window() -> dict[tuple[int, int], str]:
    return {(PLACE[0] + i, PLACE[1] + j): BLUE for i in range(2) for j in range(2)}


def forward(y: float, out: np.ndarray) -> list[str]:
    """Image, kernel and output, with one place marked in all three."""
    whole = dict.fromkeys(np.ndindex(*KERNEL.shape), BLUE)
    products = [
        f"{number(IMAGE[PLACE[0] + i, PLACE[1] + j])}·{factor(KERNEL[i, j])}"
        for i, j in np.ndindex(*KERNEL.shape)
    ]
    sum_of = f"{' + '.join(products)} = {number(out[PLACE])}"
    return [
        text(30, y - 14, "forward: x", anchor="start"),
        *grid(30, y, IMAGE, window()),
        text(30 + 4 * CELL + 35, y + 65, "∗", 26),
        text(260, y - 14, "w", anchor="start"),
        *grid(260, y + CELL / 2, KERNEL, whole),
        text(380, y + 65, "=", 24),
        text(420, y - 14, "out", anchor="start"),
        *grid(420, y + CELL / 2, out, {PLACE: ORANGE}),
        text(570, y + 48, "The window at row 1, column 1:", anchor="start", size=14),
        text(570, y + 72, sum_of, anchor="start", size=14),
    ]


def backward(y: float, dx: np.ndarray) -> list[str]:
    """The same place on the way back: its gradient times the kernel is added to the window."""
    g = UPSTREAM[PLACE]
    return [
        text(30, y - 14, "backward: dout", anchor="start"),
        *grid(30, y + CELL / 2, UPSTREAM, {PLACE: ORANGE}),
        text(185, y + 65, "·", 26),
        text(210, y - 14, "w", anchor="start"),
        *grid(210, y + CELL / 2, KERNEL, dict.fromkeys(np.ndindex(*KERNEL.shape), BLUE)),
        text(325, y + 65, "⟶", 24),
        text(370, y - 14, "dx", anchor="start"),
        *grid(370, y, dx, window()),
        text(570, y + 36, f"The gradient {number(g)} of that output, times w,", 14, "start"),
        text(570, y + 58, "is added to the same four entries.", 14, "start"),
        text(570, y + 80, "Other windows add theirs on top.", 14, "start"),
    ]


def line(y: float, words: str, cells: int, pad: int, windows: list[list[int]]) -> list[str]:
    """One axis with its border, and the windows of a kernel below it."""
    left, parts = 250, [text(30, y + 16, words, 14, "start")]
    for cell in range(cells + 2 * pad):
        inside = pad <= cell < cells + pad
        parts.append(box(left + cell * SMALL, y, SMALL, "#ffffff" if inside else GREY))
        label = chr(ord("a") + cell - pad) if inside else "0"
        parts.append(text(left + cell * SMALL + SMALL / 2, y + 16, label, 12))
    for row, entries in enumerate(windows):
        top = y + SMALL + 4 + 8 * row
        ends = left + entries[0] * SMALL, left + (entries[-1] + 1) * SMALL
        parts.append(
            f'<line x1="{ends[0]:g}" y1="{top + 3}" x2="{ends[1]:g}" y2="{top + 3}" '
            f'stroke="{INK}" stroke-width="0.6"/>'
        )
        parts += [
            f'<rect x="{left + entry * SMALL + 3:g}" y="{top}" width="{SMALL - 6}" height="6" '
            f'fill="#3f7fd6"/>'
            for entry in entries
        ]
    return parts


def axes(y: float, sizes: list[tuple[str, int, int, int, int]], size_of) -> list[str]:
    """Stride, padding and dilation on an axis of 7 entries, for a kernel of 3."""
    parts = []
    for words, n, stride, pad, dilation in sizes:
        places = size_of(n, 3, stride, pad, dilation)
        windows = [[p * stride + i * dilation for i in range(3)] for p in range(places)]
        noun = "place" if places == 1 else "places"
        parts += line(y, words, n, pad, windows)
        parts.append(text(480, y + 16, f"{places} {noun}", 14, "start"))
        y += SMALL + 16 + 8 * places
    return parts


def picture() -> str:
    solution = load_package(MODULE.name, MODULE)
    x, w, dout = (each[None, None] for each in (IMAGE, KERNEL, UPSTREAM))
    out = solution.conv2d(x, w)[0, 0]
    dx = solution.conv2d_backward(dout, (x, w, 1, 0, 1))[0][0, 0]
    sizes = [
        ("kernel of 3, stride 1", 7, 1, 0, 1),
        ("stride 2", 7, 2, 0, 1),
        ("stride 2, padding 1", 7, 2, 1, 1),
        ("dilation 2", 7, 1, 0, 2),
    ]
    parts = [
        *forward(50, out),
        *backward(230, dx),
        *axes(390, sizes, solution.conv_output_size),
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" role="img">\n'
        "<title>A window, its output, its gradient, and where windows lie on an axis</title>\n"
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#ffffff"/>'
    )
    return "\n".join([head, *parts, "</svg>\n"])


def main() -> None:
    drawn = picture()
    if "--check" in sys.argv:
        sys.exit(int(not SVG.is_file() or SVG.read_text("utf-8") != drawn))
    SVG.write_text(drawn, "utf-8")


if __name__ == "__main__":
    main()

"""Draws the picture of s08_gated_rnns's handout: `python docs/pictures/make_s08_gated_rnns.py`.

The curves are computed by the module's solution, so the picture cannot disagree with the checks.
With ``--check`` nothing is written; it exits 1 where the picture is out of date.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch

from autograder.channel.packages import load_package

MODULE = Path(__file__).resolve().parents[2] / "solutions" / "s08_gated_rnns"
SVG = MODULE / "cells.svg"
WIDTH, HEIGHT = 900, 635
BLUE, ORANGE, GREY, GREEN, INK = "#cfe3ff", "#ffd9a8", "#eeeeee", "#cdebc5", "#1f2430"
STRONG_BLUE, STRONG_ORANGE = "#2f6fc6", "#d9761a"


def text(x: float, y: float, words: str, size: int = 14, anchor: str = "middle") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}" '
        f'fill="{INK}">{words}</text>'
    )


def box(x: float, y: float, width: float, height: float, fill: str, words: str = "") -> str:
    rect = (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="6" fill="{fill}" '
        f'stroke="{INK}"/>'
    )
    return rect + (text(x + width / 2, y + height / 2 + 5, words) if words else "")


def circle(x: float, y: float, words: str) -> str:
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="13" fill="#ffffff" stroke="{INK}"/>'
        f"{text(x, y + 5, words)}"
    )


def arrow(*points: tuple[float, float], color: str = INK, width: float = 1.4) -> str:
    line = " ".join(f"{x:g},{y:g}" for x, y in points)
    return (
        f'<polyline points="{line}" fill="none" stroke="{color}" stroke-width="{width:g}" '
        'marker-end="url(#tip)"/>'
    )


def lstm(x: float, y: float) -> list[str]:
    """The LSTM: a straight line for c, and gates on it."""
    return [
        text(x, y, "LSTM: the memory runs straight through", 15, "start"),
        box(x, y + 20, 390, 230, "#ffffff"),
        arrow((x - 35, y + 60), (x + 82, y + 60), color=STRONG_BLUE, width=3),
        arrow((x + 108, y + 60), (x + 192, y + 60), color=STRONG_BLUE, width=3),
        arrow((x + 218, y + 60), (x + 430, y + 60), color=STRONG_BLUE, width=3),
        text(x - 18, y + 50, "c"),
        text(x + 412, y + 50, "c′"),
        circle(x + 95, y + 60, "×"),
        circle(x + 205, y + 60, "+"),
        circle(x + 205, y + 120, "×"),
        circle(x + 320, y + 165, "×"),
        box(x + 290, y + 95, 60, 26, GREEN, "tanh"),
        arrow((x + 320, y + 60), (x + 320, y + 93)),
        arrow((x + 320, y + 121), (x + 320, y + 150)),
        *(
            box(x + left, y + 195, 52, 30, fill, words)
            for left, fill, words in (
                (69, ORANGE, "σ(f)"),
                (139, ORANGE, "σ(i)"),
                (209, GREEN, "tanh(g)"),
                (294, ORANGE, "σ(o)"),
            )
        ),
        arrow((x + 95, y + 195), (x + 95, y + 75)),
        arrow((x + 165, y + 195), (x + 165, y + 120), (x + 190, y + 120)),
        arrow((x + 235, y + 195), (x + 235, y + 120), (x + 220, y + 120)),
        arrow((x + 205, y + 107), (x + 205, y + 75)),
        arrow((x + 320, y + 195), (x + 320, y + 180)),
        arrow((x + 333, y + 165), (x + 430, y + 165)),
        text(x + 412, y + 155, "h′"),
        arrow((x - 35, y + 240), (x + 340, y + 240)),
        text(x - 18, y + 230, "h, x"),
        text(x + 195, y + 272, "orange: gates from 0 to 1;  green: numbers from −1 to 1", 13),
    ]


def gru(x: float, y: float) -> list[str]:
    """The GRU: one state that is mixed."""
    return [
        text(x, y, "GRU: keep z, replace 1 − z", 15, "start"),
        box(x, y + 20, 300, 230, "#ffffff"),
        arrow((x - 30, y + 60), (x + 122, y + 60), color=STRONG_BLUE, width=3),
        arrow((x + 148, y + 60), (x + 227, y + 60), color=STRONG_BLUE, width=3),
        arrow((x + 253, y + 60), (x + 335, y + 60), color=STRONG_BLUE, width=3),
        text(x - 15, y + 50, "h"),
        text(x + 320, y + 50, "h′"),
        circle(x + 135, y + 60, "×"),
        circle(x + 240, y + 60, "+"),
        circle(x + 240, y + 110, "×"),
        text(x + 262, y + 115, "1 − z", 13, "start"),
        text(x + 128, y + 110, "z", 13, "end"),
        arrow((x + 240, y + 97), (x + 240, y + 75)),
        box(x + 204, y + 145, 72, 30, GREEN, "tanh(n)"),
        arrow((x + 240, y + 145), (x + 240, y + 125)),
        box(x + 109, y + 145, 52, 30, ORANGE, "σ(z)"),
        arrow((x + 135, y + 145), (x + 135, y + 75)),
        box(x + 24, y + 145, 52, 30, ORANGE, "σ(r)"),
        circle(x + 50, y + 210, "×"),
        arrow((x + 50, y + 175), (x + 50, y + 195)),
        arrow((x - 30, y + 210), (x + 35, y + 210)),
        text(x + 2, y + 203, "W·h + b", 12),
        arrow((x + 63, y + 210), (x + 240, y + 210), (x + 240, y + 177)),
        text(x + 160, y + 203, "r·(W·h + b)  and  x", 12),
    ]


def curve(x: float, y: float, values: np.ndarray, color: str, low: float) -> str:
    """Values from 1 down to 10^low, a step every 3.6 pixels; what is smaller is left out."""
    logs = np.log10(values[values >= 10.0**low])
    points = " ".join(f"{x + 3.6 * k:.1f},{y + 180 * log / low:.1f}" for k, log in enumerate(logs))
    return f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2.5"/>'


def gradients(solution, steps: int = 100) -> tuple[np.ndarray, np.ndarray]:
    """How much a marked value of each step moves the answer: of the LSTM set by hand, of an RNN."""
    weights = solution.adding_weights()
    x = torch.ones(steps, 1, 2, dtype=torch.float64)
    reach = np.zeros(steps)
    for step in range(steps):  # one marker at a time
        marked = x.clone()
        marked[:, :, 1] = 0.0
        marked[step, :, 1] = 1.0
        marked.requires_grad_()
        state = (torch.zeros(1, 1).double(), torch.zeros(1, 1).double())
        for x_t in marked:
            state = solution.lstm_cell(x_t, state, *weights[:3])
        (state[0] * weights[3]).sum().backward()
        reach[step] = marked.grad[step, 0, 0].abs()
    return reach[::-1], 0.8 ** np.arange(steps)


def reaches(x: float, y: float, solution) -> list[str]:
    """The gradient against the distance, for both."""
    lstm_reach, rnn_reach = gradients(solution)
    parts = [text(x - 40, y - 18, "How far back a gradient reaches (adding task)", 15, "start")]
    for decade in range(0, 9, 2):
        height = y + 180 * decade / 8
        label = "1" if decade == 0 else f"10^−{decade}"
        parts.append(text(x - 8, height + 5, label, 12, "end"))
        parts.append(
            f'<line x1="{x:g}" y1="{height:g}" x2="{x + 360:g}" y2="{height:g}" stroke="{GREY}"/>'
        )
    parts += [text(x + 3.6 * k, y + 200, str(k), 12) for k in (0, 25, 50, 75, 99)]
    return [
        *parts,
        text(x + 180, y + 220, "steps between the value and the answer", 13),
        curve(x, y, lstm_reach, STRONG_BLUE, -8.0),
        curve(x, y, rnn_reach, STRONG_ORANGE, -8.0),
        text(x + 250, y + 20, "LSTM, one neuron, set by hand", 13),
        text(x + 165, y + 72, "plain RNN, |W| = 0.8: no more than 0.8ⁿ", 13, "start"),
    ]


def directions(x: float, y: float) -> list[str]:
    """Two sequences of a batch, read from both sides."""
    parts = [text(x, y - 18, "Both directions, padding left out", 15, "start")]
    for row, (words, length) in enumerate((("the light duck fell", 4), ("it fell", 2))):
        top = y + 105 * row
        for step, word in enumerate([*words.split(), "", ""][:4]):
            left = x + 88 * step
            fill = "#ffffff" if step < length else GREY
            parts.append(box(left, top + 28, 70, 28, fill, word or "pad"))
        for step in range(length):
            left = x + 88 * step
            start = left - 18 if step else left - 14
            parts.append(
                arrow((start, top + 12), (left + 66, top + 12), color=STRONG_BLUE, width=2)
            )
            end = left + 84
            parts.append(arrow((end, top + 72), (left + 4, top + 72), color=STRONG_ORANGE, width=2))
    return [
        *parts,
        text(
            x,
            y + 205,
            "blue: cell_f, from the first step;  orange: cell_b, from the true end",
            13,
            "start",
        ),
    ]


def picture() -> str:
    solution = load_package(MODULE.name, MODULE)
    parts = [
        *lstm(55, 35),
        *gru(545, 35),
        *reaches(90, 395, solution),
        *directions(525, 395),
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" role="img">\n'
        "<title>An LSTM, a GRU, how far gradients reach, and two directions</title>\n"
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" '
        'markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">'
        f'<path d="M0 0L10 5L0 10z" fill="{INK}"/></marker></defs>\n'
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

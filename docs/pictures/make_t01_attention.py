"""Draws the attention map of t01_attention's handout: `python docs/pictures/make_t01_attention.py`.

The mask, the weights and with them every colour come from the module's solution; only the queries
and keys of five words are given. Above: scores and weights without a mask. Below: under a causal
mask. With ``--check`` nothing is written; it exits 1 where the picture is out of date.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch

from autograder.channel.packages import load_package

ROOT = Path(__file__).resolve().parents[2]
MODULE = "t01_attention"
SVG = ROOT / "solutions" / MODULE / "attention.svg"

WORDS = ("the", "dog", "saw", "its", "tail")
# Channels: article, animal, verb, part of a body. A key says what a word is, a query what it seeks.
KEYS = torch.tensor([[2, 0, 0, 0], [0, 2, 0, 0], [0, 0, 2, 0], [1, 1, 0, 0], [0, 0, 0, 2]])
QUERIES = torch.tensor([[0, 2, 0, 1], [3, 1, 2, 0], [0, 2, 0, 3], [0, 3, 0, 2], [1, 3, 1, 0]])

INK, PALE, BLUE = "#1f2430", "#6b7280", (31, 119, 180)
CELL_W, CELL_H = 48, 30
LEFT, SECOND, TOP, LOWER = 60, 420, 84, 326
WIDTH, HEIGHT = 720, 516


def text(x, y, words, size=14, anchor="middle", fill=INK, **style):
    more = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in style.items())
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"{more}>'
        f"{words}</text>"
    )


def shade(share):
    """White at 0, blue at 1, and an ink that can be read on it."""
    colour = [round(255 + share * (channel - 255)) for channel in BLUE]
    return "#{:02x}{:02x}{:02x}".format(*colour), "#ffffff" if share > 0.85 else INK


def cell(x, y, said, fill, ink):
    return [
        f'<rect x="{x:g}" y="{y:g}" width="{CELL_W}" height="{CELL_H}" fill="{fill}" '
        'stroke="#c3c9d4"/>',
        text(x + CELL_W / 2, y + CELL_H / 2 + 5, said, fill=ink),
    ]


def table(x, y, title, entries, shares):
    """A map with words at both sides: what is said in each cell, and how dark it is."""
    parts = [text(x, y - 32, title, 15, "start", font_weight="bold")]
    for place, word in enumerate(WORDS):
        parts.append(text(x + (place + 0.5) * CELL_W, y - 9, word, fill=PALE))
        parts.append(text(x - 8, y + (place + 0.5) * CELL_H + 5, word, 14, "end", fill=PALE))
    for row, (said, dark) in enumerate(zip(entries, shares, strict=True)):
        for column, (words, share) in enumerate(zip(said, dark, strict=True)):
            fill, ink = ("#e5e7eb", PALE) if words == "−∞" else shade(share)
            parts += cell(x + column * CELL_W, y + row * CELL_H, words, fill, ink)
    return parts


def arrow(y):
    """From a table of scores to the weights that softmax makes of them."""
    left, right = LEFT + 5 * CELL_W + 14, SECOND - 56
    middle = y + 2.5 * CELL_H
    return [
        f'<path d="M{left} {middle:g}H{right}m-7 -5l7 5l-7 5" fill="none" stroke="{INK}" '
        'stroke-width="1.6"/>',
        text((left + right) / 2, middle - 9, "softmax", 13),
    ]


def as_scores(scores):
    return [
        ["−∞" if s == -torch.inf else f"{s:.1f}".replace("-", "−") for s in row] for row in scores
    ]


def as_weights(weights):
    return [["0" if w == 0 else f"{w:.2f}" for w in row] for row in weights]


def pair(module, y, said, mask):
    """One row of the picture: scores, and the weights of the solution's attention."""
    q, k = QUERIES.double(), KEYS.double()
    scores = q @ k.T / q.shape[-1] ** 0.5
    if mask is not None:
        scores = scores.masked_fill(~mask, -torch.inf)
    weights = module.sdpa(q, k, torch.eye(len(WORDS), dtype=q.dtype), mask)
    lightness = (scores / scores.max() * 0.5).clamp(min=0)
    return [
        *table(LEFT, y, f"scores q·k / √d{said}", as_scores(scores.tolist()), lightness.tolist()),
        *arrow(y),
        *table(SECOND, y, "weights", as_weights(weights.tolist()), weights.tolist()),
    ]


def picture(module):
    under = LOWER + 5 * CELL_H + 26
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            'font-family="sans-serif">',
            "<title>Scores and weights of five words, without a mask and under a causal mask."
            "</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#ffffff"/>',
            text(LEFT, 30, "Every word may attend to every word", 15, "start", "#c0392b"),
            *pair(module, TOP, "", None),
            text(LEFT, LOWER - 54, "Under a causal mask", 15, "start", "#c0392b"),
            *pair(module, LOWER, ", masked", module.causal_mask(len(WORDS))),
            text(LEFT, under, "rows ask, columns are asked", 13, "start", PALE),
            text(SECOND, under, "each row sums to 1", 13, "start", PALE),
            "</svg>\n",
        ]
    )


def main() -> None:
    """Write the picture, or with ``--check`` exit 1 where it is out of date."""
    drawn = picture(load_package(MODULE, ROOT / "solutions" / MODULE))
    if "--check" in sys.argv:
        sys.exit(not SVG.is_file() or SVG.read_text(encoding="utf-8") != drawn)
    SVG.write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()

"""Draws the picture of e01_fairness: `python docs/pictures/make_e01_fairness.py [--check]`.

Left: what the COMPAS score does to two groups, read by three rates. Right: the share charged again
at each score, which is nearly the same in both. Both from the module's own solution and data.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

import numpy as np

from autograder.channel.packages import load_package

ROOT = Path(__file__).resolve().parents[2]
MODULE = "e01_fairness"
SVG = ROOT / "solutions" / MODULE / "compas.svg"

GROUPS = {"African-American": "#1f77b4", "Caucasian": "#b8860b"}
RATES = {
    "tpr": ("tpr", "called risky, of those", "charged again"),
    "fpr": ("fpr", "called risky, of those", "not charged again"),
    "ppv": ("ppv", "charged again, of those", "called risky"),
}
WIDTH, HEIGHT, PANEL_W, PANEL_H, TOP = 880, 380, 350, 230, 74


def text(x, y, words, **style):
    settings = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in style.items())
    return f'<text x="{x:.1f}" y="{y:.1f}"{settings}>{escape(words)}</text>'


def axes(left, title, note):
    """Frame of a panel: percent lines from 0 to 100."""
    parts = [
        text(left, TOP - 40, title, font_weight="bold"),
        text(left, TOP - 22, note, fill="#555", font_size="12"),
    ]
    for percent in range(0, 101, 20):
        y = level(percent / 100)
        parts.append(f'<path d="M{left} {y:.1f}h{PANEL_W}" stroke="#ddd"/>')
        parts.append(text(left - 7, y + 4, f"{percent} %", text_anchor="end", fill="#555"))
    return parts


def level(share):
    return TOP + PANEL_H * (1 - share)


def bars(rates):
    """Three pairs of bars with their numbers."""
    left = 56
    parts = axes(left, "Unlike in their errors ...", "score 5 or more, 2016, all published rows")
    for i, (name, words) in enumerate(RATES.items()):
        middle = left + PANEL_W * (2 * i + 1) / 6
        for j, (group, colour) in enumerate(GROUPS.items()):
            share = rates[group][name]
            x, y = middle - 42 + 43 * j, level(share)
            box = f'x="{x:.1f}" y="{y:.1f}" width="41" height="{TOP + PANEL_H - y:.1f}"'
            parts.append(f'<rect {box} fill="{colour}"/>')
            label = f"{100 * share:.0f} %"
            parts.append(text(x + 20, y - 5, label, text_anchor="middle", font_size="12"))
        for line, word in enumerate(words):
            y = TOP + PANEL_H + 18 + 15 * line
            weight = "bold" if line == 0 else "normal"
            size = "13" if line == 0 else "11"
            style = {"text_anchor": "middle", "font_weight": weight, "font_size": size}
            parts.append(text(middle, y, word, **style))
    return parts


def curves(tables):
    """The share charged again at each of the ten scores."""
    left = 498
    parts = axes(left, "... alike in their meaning", "charged again within two years, by score")
    xs = left + PANEL_W * (np.arange(10) + 0.5) / 10
    for group, colour in GROUPS.items():
        ys = [level(share) for share in tables[group]["observed"]]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True))
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.4"/>'
        )
        parts += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.4" fill="{colour}"/>'
            for x, y in zip(xs, ys, strict=True)
        ]
    for score, x in enumerate(xs, start=1):
        parts.append(text(x, TOP + PANEL_H + 18, str(score), text_anchor="middle", fill="#555"))
    middle = left + PANEL_W / 2
    parts.append(text(middle, TOP + PANEL_H + 38, "COMPAS decile score", text_anchor="middle"))
    for row, (group, colour) in enumerate(GROUPS.items()):
        y = TOP + 16 + 19 * row
        parts.append(f'<rect x="{left + 12}" y="{y - 10}" width="14" height="11" fill="{colour}"/>')
        parts.append(text(left + 32, y, group, font_size="12"))
    return parts


def picture(module):
    data = module.load("compas")
    y, deciles = np.array(data["recid"]), np.array(data["decile"])
    rates = module.group_rates(y, deciles >= 5, data["race"])
    tables = module.calibration_by_group((deciles - 0.5) / 10, y, data["race"])
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            'font-family="sans-serif" font-size="13" fill="#222">',
            "<title>COMPAS: unlike in its errors, alike in its meaning.</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
            *bars(rates),
            *curves(tables),
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

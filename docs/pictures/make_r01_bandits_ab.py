"""Draws the picture of r01_bandits_ab: `python docs/pictures/make_r01_bandits_ab.py [--check]`.

Left: the regret of five policies, from runs of the module's own solution. Right: how often an A/A
test raises a false alarm when one looks at it several times.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

import numpy as np

from autograder.channel.packages import load_package

ROOT = Path(__file__).resolve().parents[2]
MODULE = "r01_bandits_ab"
SVG = ROOT / "solutions" / MODULE / "regret.svg"

MEANS = [0.5, 0.6, 0.75]
ROUNDS, RUNS, TRIALS, LOOKS, USERS = 2000, 60, 4000, 10, 500
COLOURS = ("#7f7f7f", "#b8860b", "#1f77b4", "#2e8b57", "#c0392b")
WIDTH, HEIGHT, PANEL_W, PANEL_H, TOP = 860, 372, 330, 250, 62


def policies(module):
    """Name and maker of each policy of the left panel."""
    return {
        "any arm at random": lambda rng: module.EpsilonGreedy(3, 1.0, rng),
        "Exp3, gamma = 0.1": lambda rng: module.Exp3(3, 0.1, rng),
        "epsilon-greedy, eps = 0.1": lambda rng: module.EpsilonGreedy(3, 0.1, rng),
        "UCB1, c = 0.5": lambda rng: module.UCB1(3, rng, 0.5),
        "Thompson sampling": lambda rng: module.ThompsonBeta(3, 1.0, 1.0, rng),
    }


def mean_regret(module, make):
    """The mean curve of many runs, thinned to 100 points."""
    curves = []
    for seed in range(RUNS):
        own, world = np.random.default_rng([seed, 0]), np.random.default_rng([seed, 1])
        history = module.simulate(make(own), module.BernoulliArms(MEANS), ROUNDS, world)
        curves.append(module.regret(history, MEANS))
    places = np.linspace(0, ROUNDS - 1, 100).astype(int)
    return places + 1, np.mean(curves, axis=0)[places]


def false_alarms(module):
    """The share of A/A tests with p < 0.05 at some look, after 1, 2, ... looks."""
    rng = np.random.default_rng(0)
    n = USERS * np.arange(1, LOOKS + 1)
    a, b = (rng.binomial(USERS, 0.2, (TRIALS, LOOKS)).cumsum(axis=1) for _ in range(2))
    p = np.array(
        [
            [
                module.two_proportion_test(int(x), int(m), int(y), int(m))[1]
                for x, y, m in zip(xs, ys, n, strict=True)
            ]
            for xs, ys in zip(a, b, strict=True)
        ]
    )
    return np.logical_or.accumulate(p < 0.05, axis=1).mean(axis=0)


def text(x, y, words, **style):
    settings = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in style.items())
    return f'<text x="{x:.1f}" y="{y:.1f}"{settings}>{escape(words)}</text>'


class Panel:
    """Axes from (0, 0) to (x_end, y_end) with labels."""

    def __init__(self, left, title, x_end, y_end, labels):
        self.left, self.x_end, self.y_end = left, x_end, y_end
        self.parts = [text(left, TOP - 22, title, font_weight="bold")]
        self.axes(*labels)

    def point(self, x, y):
        return (
            self.left + PANEL_W * x / self.x_end,
            TOP + PANEL_H * (1 - y / self.y_end),
        )

    def axes(self, x_label, y_label, x_ticks, y_ticks):
        for tick in x_ticks:
            x, y = self.point(tick, 0)
            self.parts.append(text(x, y + 18, f"{tick:g}", text_anchor="middle", fill="#555"))
        for tick in y_ticks:
            x, y = self.point(0, tick)
            line = f"M{x:.1f} {y:.1f}h{PANEL_W}"
            self.parts.append(f'<path d="{line}" stroke="#ddd"/>')
            label = f"{tick:g}" if self.y_end > 1 else f"{100 * tick:g} %"
            self.parts.append(text(x - 7, y + 4, label, text_anchor="end", fill="#555"))
        middle, bottom = self.point(self.x_end / 2, 0)
        self.parts.append(text(middle, bottom + 38, x_label, text_anchor="middle"))
        self.parts.append(text(self.left, TOP - 6, y_label, fill="#555"))

    def curve(self, xs, ys, colour):
        points = " ".join(
            "{:.1f},{:.1f}".format(*self.point(x, y)) for x, y in zip(xs, ys, strict=True)
        )
        self.parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.2"/>'
        )


def regret_panel(module):
    panel = Panel(
        62,
        f"Regret of {RUNS} runs, arms {', '.join(map(str, MEANS))}",
        ROUNDS,
        120.0,
        ("rounds", "mean cumulative regret", range(0, ROUNDS + 1, 500), range(0, 121, 30)),
    )
    for colour, (name, make) in zip(COLOURS, policies(module).items(), strict=True):
        xs, ys = mean_regret(module, make)
        kept = ys <= panel.y_end
        panel.curve(xs[kept], ys[kept], colour)
        row = TOP + 14 + 18 * list(policies(module)).index(name)
        panel.parts.append(f'<path d="M{250} {row - 4}h18" stroke="{colour}" stroke-width="3"/>')
        panel.parts.append(text(274, row, name, font_size="12"))
    return panel


def peeking_panel(module):
    panel = Panel(
        500,
        "False alarms of A/A tests at level 0.05",
        LOOKS,
        0.25,
        (
            "looks at the data",
            "share with p < 0.05 at some look",
            range(0, LOOKS + 1, 2),
            [0, 0.05, 0.1, 0.15, 0.2, 0.25],
        ),
    )
    shares, looks = false_alarms(module), np.arange(1, LOOKS + 1)
    panel.curve(looks, shares, COLOURS[4])
    panel.curve([1, LOOKS], [0.05, 0.05], COLOURS[2])
    for x, y in zip(looks, shares, strict=True):
        cx, cy = panel.point(x, y)
        panel.parts.append(f'<circle cx="{cx:.1f}" cy="{cy:.1f}" r="3.2" fill="{COLOURS[4]}"/>')
    for (x, y), words, colour in (
        (panel.point(5.2, 0.205), "stop as soon as p < 0.05", COLOURS[4]),
        (panel.point(5.2, 0.035), "look once, at the end", COLOURS[2]),
    ):
        panel.parts.append(text(x, y, words, fill=colour, font_size="12"))
    return panel


def picture(module):
    parts = [*regret_panel(module).parts, *peeking_panel(module).parts]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            'font-family="sans-serif" font-size="13" fill="#222">',
            "<title>Left: regret of five policies. Right: false alarms by number of looks.</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
            *parts,
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

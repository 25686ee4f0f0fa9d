"""Draws the two ways along the cliff: `python docs/pictures/make_r04_td_learning.py`.

Both learners are the module's solution, on gymnasium's own table of the cliff. With ``--check``
nothing is written; it exits 1 where the picture is out of date.
"""

from __future__ import annotations

import sys
from pathlib import Path

import gymnasium
import numpy as np

from autograder.channel.packages import load_package

ROOT = Path(__file__).resolve().parents[2]
MODULE = "r04_td_learning"
SVG = ROOT / "solutions" / MODULE / "cliff.svg"

RUNS, EPISODES, ALPHA, GAMMA, EPS = 10, 500, 0.3, 1.0, 0.2
ROWS, COLUMNS, START, GOAL = 4, 12, 36, 47
CLIFF, EDGE = range(37, 47), range(25, 35)
MOVES = ((0, -1), (1, 0), (0, 1), (-1, 0))
"""To the right and down, by action."""

INK, PALE, RED = "#1f2430", "#6b7280", "#c0392b"
LOW, HIGH = (246, 214, 190), (214, 236, 210)
CELL_W, CELL_H, LEFT, TOP, LOWER, WIDTH, HEIGHT = 54, 42, 36, 52, 272, 720, 476


def learned(module, update, chosen):
    """The mean table of several runs; `chosen`: whether the next action is part of the step."""
    steps = gymnasium.make("CliffWalking-v1").unwrapped.P
    tables = np.zeros((RUNS, ROWS * COLUMNS, 4))
    for seed, table in enumerate(tables):
        rng = np.random.default_rng(seed)
        for _ in range(EPISODES):
            play(module, steps, table, rng, update, chosen)
    return tables.mean(axis=0)


def play(module, steps, table, rng, update, chosen):
    state, over = START, False
    action = module.epsilon_greedy(table, state, EPS, rng)
    while not over:
        _, reached, reward, over = steps[state][action][0]
        following = module.epsilon_greedy(table, reached, EPS, rng)
        known = (reached, following) if chosen else (reached,)
        update(table, state, action, reward, *known, over, ALPHA, GAMMA)
        state, action = reached, following


def greedy_way(table):
    """The states from the start to the goal when the best action is always taken."""
    way = [START]
    while way[-1] != GOAL and len(way) < 60:
        right, down = MOVES[int(table[way[-1]].argmax())]
        row, column = divmod(way[-1], COLUMNS)
        row, column = np.clip((row + down, column + right), 0, (ROWS - 1, COLUMNS - 1))
        way.append(int(row) * COLUMNS + int(column))
    return way


def text(x, y, words, size=14, anchor="middle", fill=INK, **style):
    more = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in style.items())
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"{more}>'
        f"{words}</text>"
    )


def corner(state, top):
    row, column = divmod(state, COLUMNS)
    return LEFT + column * CELL_W, top + row * CELL_H


def box(x, y, width, fill):
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{CELL_H}" fill="{fill}" '
        'stroke="#ffffff" stroke-width="2"/>'
    )


def colour(value, lowest):
    """From the worst value of both tables to 0."""
    share = value / lowest
    mixed = [round(high + share * (low - high)) for low, high in zip(LOW, HIGH, strict=True)]
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def arrow(x, y, action):
    """A small arrow around (x, y) in the direction of an action: up, right, down, left."""
    return (
        f'<path d="M-7 0H7m-5 -4l5 4l-5 4" transform="translate({x:g} {y:g}) '
        f'rotate({90 * (action - 1)})" fill="none" stroke="{INK}" stroke-width="1.7"/>'
    )


def cells(table, top, lowest):
    """Each state in the colour of its value; cliff and goal in one piece each."""
    best = [(state, table[state].max()) for state in range(START + 1)]
    parts = [box(*corner(state, top), CELL_W, colour(value, lowest)) for state, value in best]
    x, y = corner(CLIFF[0], top)
    parts.append(box(x, y, CELL_W * len(CLIFF), "#4b5563"))
    parts.append(text(x + CELL_W * 5, y + CELL_H / 2 + 5, "the cliff: −100", 15, fill="#ffffff"))
    x, y = corner(GOAL, top)
    parts.append(box(x, y, CELL_W, "#ffffff"))
    parts.append(text(x + CELL_W / 2, y + CELL_H / 2 + 5, "goal", 15))
    return parts


def choices(table, top):
    """The best action of each state, and its value."""
    parts = []
    for state in range(START + 1):
        x, y = corner(state, top)
        parts.append(arrow(x + CELL_W / 2, y + 14, int(table[state].argmax())))
        value = f"{table[state].max():.1f}".replace("-", "−")
        parts.append(text(x + CELL_W / 2, y + CELL_H - 6, value, 12))
    return parts


def panel(name, table, top, lowest):
    """One learner: values, the greedy way as a band, and the best action of each state."""
    way = greedy_way(table)
    centres = [corner(state, top) for state in way]
    points = " ".join(f"{x + CELL_W / 2:g},{y + 14:g}" for x, y in centres)
    band = (
        f'<polyline points="{points}" fill="none" stroke="{RED}" stroke-width="11" '
        'stroke-opacity="0.4" stroke-linejoin="round" stroke-linecap="round"/>'
    )
    title = f"{name}: {len(way) - 1} steps from start to goal, "
    title += f"{sum(state in EDGE for state in way)} of them along the edge of the cliff"
    return [
        text(LEFT, top - 14, title, 15, "start", font_weight="bold"),
        *cells(table, top, lowest),
        band,
        *choices(table, top),
    ]


def picture(module):
    sarsa = learned(module, module.sarsa_update, chosen=True)
    q_learning = learned(module, module.q_learning_update, chosen=False)
    lowest = min(float(table.max(axis=1).min()) for table in (sarsa, q_learning))
    said = f"In each cell the best action and its value: the mean of {RUNS} tables after "
    said += f"{EPISODES} episodes with ε = {EPS:g}, α = {ALPHA:g}, γ = {GAMMA:g}."
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            'font-family="sans-serif">',
            "<title>The greedy ways of SARSA and Q-learning along the cliff, with values.</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#ffffff"/>',
            *panel("SARSA", sarsa, TOP, lowest),
            *panel("Q-learning", q_learning, LOWER, lowest),
            text(LEFT, HEIGHT - 14, said, 13, "start", PALE),
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

"""Draws the picture of k02_task_framing: `python docs/pictures/make_k02_task_framing.py [--check]`.

The questions that lead from a brief to the kind of its task. The terms are those of the module's
vocabulary, each once.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path

from autograder.channel.packages import load_package

ROOT = Path(__file__).resolve().parents[2]
MODULE = "k02_task_framing"
SVG = ROOT / "solutions" / MODULE / "tasks.svg"

WIDTH, ROW, GAP, TOP, BOX_H = 880, 38, 26, 20, 28
LEFT, LEFT_W, MIDDLE, MIDDLE_W, RIGHT, RIGHT_W = 20, 236, 412, 186, 660, 200
BUS = 278
"""Where the branches of a question of the left column begin."""


@dataclass(frozen=True)
class Question:
    """Two lines of words, the answer that leads to the question below, and all other answers."""

    lines: tuple[str, str]
    down: str
    answers: tuple[tuple[str, str | Question], ...]

    @property
    def rows(self):
        return sum(each.rows if isinstance(each, Question) else 1 for _, each in self.answers)


SITUATION = Question(
    ("Does an action change", "the situation of later ones?"),
    "",
    (("no", "bandit"), ("yes", "reinforcement learning")),
)
QUESTIONS = (
    Question(
        ("Does the program choose actions", "and learn from what comes of them?"),
        "no",
        (
            ("two fixed variants, one choice at the end", "A/B test"),
            ("yes, case by case", SITUATION),
        ),
    ),
    Question(
        ("Is each answer learned from", "at once, in a stream?"),
        "no",
        (("yes", "online learning"),),
    ),
    Question(
        ("Are there right answers", "to learn from?"),
        "yes",
        (("no, nobody has named any", "clustering"),),
    ),
    Question(
        ("Supervised learning:", "what does an answer look like?"),
        "",
        (
            ("yes or no", "binary classification"),
            ("one of several names", "multiclass classification"),
            ("any number of names", "multilabel classification"),
            ("a number", "regression"),
            ("coming numbers of a series", "forecasting"),
            ("an order inside a list", "ranking"),
            ("a name for each element, by its neighbours", "sequence labeling"),
            ("a text", "text generation"),
        ),
    ),
)


def text(x, y, words, **style):
    settings = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in style.items())
    return f'<text x="{x:.1f}" y="{y:.1f}"{settings}>{escape(words)}</text>'


def box(x, y, width, height, fill):
    place = f'x="{x}" y="{y - height / 2:.1f}" width="{width}" height="{height}"'
    return f'<rect {place} rx="6" fill="{fill}" stroke="#888"/>'


def arrow(path):
    return f'<path d="{path}" fill="none" stroke="#1f77b4" marker-end="url(#tip)"/>'


def asked(question, x, y, width):
    """The box of a question, its words in two lines."""
    middle = x + width / 2
    return [
        box(x, y, width, 44, "#eef3fa"),
        *(
            text(middle, y - 4 + 17 * i, line, text_anchor="middle")
            for i, line in enumerate(question.lines)
        ),
    ]


def term(words, y, known):
    """The box at the end of a branch, which must hold a term of the vocabulary."""
    known.remove(words)
    middle = RIGHT + RIGHT_W / 2
    return [
        box(RIGHT, y, RIGHT_W, BOX_H, "#cfe8d5"),
        text(middle, y + 4.5, words, text_anchor="middle", font_weight="bold"),
    ]


def in_the_middle(question, y, known):
    """A question whose answers are terms, in the middle column."""
    centre = y + ROW * (question.rows - 1) / 2
    parts = asked(question, MIDDLE, centre, MIDDLE_W)
    edge, bus = MIDDLE + MIDDLE_W, MIDDLE + MIDDLE_W + 16
    for i, (answer, words) in enumerate(question.answers):
        row = y + ROW * i
        parts.append(arrow(f"M{edge} {centre}H{bus}V{row}H{RIGHT - 3}"))
        parts.append(text(bus + 8, row - 5, answer, fill="#555"))
        parts += term(words, row, known)
    return parts, centre


def branches(question, y, known):
    """All ways to the right of a question of the left column."""
    parts, own = [], y
    for answer, goal in question.answers:
        if isinstance(goal, Question):
            more, row = in_the_middle(goal, y, known)
            end, y = MIDDLE - 3, y + ROW * goal.rows
        else:
            more, row, end = term(goal, y, known), y, RIGHT - 3
            y += ROW
        parts.append(arrow(f"M{LEFT + LEFT_W} {own}H{BUS}V{row}H{end}"))
        parts.append(text(BUS + 9, row - 5, answer, fill="#555"))
        parts += more
    return parts


def picture(module):
    known, parts, y = list(module.TASKS), [], TOP + 22
    for question in QUESTIONS:
        parts += branches(question, y, known) + asked(question, LEFT, y, LEFT_W)
        below = y + max(ROW * question.rows + GAP, 84)
        if question.down:
            x = LEFT + LEFT_W / 2
            parts.append(arrow(f"M{x} {y + 22}V{below - 25}"))
            parts.append(text(x + 9, y + 42, question.down, fill="#555"))
        y = below
    if known:
        raise SystemExit(f"no question leads to {', '.join(known)}")
    height = y - GAP
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            'font-family="sans-serif" font-size="13" fill="#222">',
            "<title>Questions that lead from a brief to one of thirteen kinds of task.</title>",
            '<defs><marker id="tip" markerWidth="8" markerHeight="8" refX="5" refY="4" '
            'orient="auto"><path d="M0 1L6 4L0 7z" fill="#1f77b4"/></marker></defs>',
            f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
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

"""Draws the picture of s05_bpe: `python docs/pictures/make_s05_bpe.py [--check]`.

The pieces of the handout's corpus as trees: bytes at the bottom, and each merge in the row of the
step in which it was learned. All of it is computed by the module's own solution.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from html import escape
from pathlib import Path

from autograder.channel.packages import load_package

ROOT = Path(__file__).resolve().parents[2]
MODULE = "s05_bpe"
SVG = ROOT / "solutions" / MODULE / "merges.svg"

CORPUS, PATTERN = "she sees the sheep; the sheep sleeps", r" ?\w+|\W"
WIDTH, LEFT, STEP_X, ROW, TOP = 880, 206, 22, 38, 64


@dataclass
class Node:
    """A token in one piece: its id, its place from left to right, and what it was merged from."""

    token: int
    x: float
    parts: tuple[Node, ...] = ()


def text(x, y, words, **style):
    settings = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in style.items())
    return f'<text x="{x:.1f}" y="{y:.1f}"{settings}>{escape(words)}</text>'


def shown(content):
    """The letters of a token, with a dot for the space."""
    return content.decode().replace(" ", "·")


def counts_of_merges(module, merges):
    """How often each merged pair stood in the corpus when it was merged."""
    pieces = Counter(module.pre_tokens(CORPUS, PATTERN))
    words = {tuple(piece.encode()): count for piece, count in pieces.items()}
    counts = []
    for pair, new_id in merges.items():
        counts.append(module.pair_counts(words)[pair])
        words = {tuple(module.merge(list(word), pair, new_id)): n for word, n in words.items()}
    return counts


def tree(module, piece, merges, x):
    """The nodes that are left of a piece when all merges were made, and the place behind it."""
    nodes = [Node(byte, x + STEP_X * i) for i, byte in enumerate(piece.encode())]
    for pair, new_id in merges.items():
        ids = module.merge([node.token for node in nodes], pair, new_id)
        waiting, nodes = iter(nodes), []
        for token in ids:
            first = next(waiting)
            parts = (first, next(waiting)) if token == new_id else ()
            middle = sum(part.x for part in parts) / 2 if parts else first.x
            nodes.append(Node(token, middle, parts) if parts else first)
    return nodes, x + STEP_X * len(piece.encode())


class Picture:
    """Rows from the bytes at the bottom to the last merge at the top."""

    def __init__(self, vocab, merges):
        self.vocab, self.steps = vocab, len(merges)
        self.parts = []

    def y(self, token):
        """The row of a token: its step, and 0 for bytes."""
        return TOP + ROW * (self.steps - max(0, token - 255))

    def rows(self, merges, counts):
        for (left, right), new_id in merges.items():
            y, step = self.y(new_id), new_id - 255
            pair = f"{shown(self.vocab[left])} + {shown(self.vocab[right])}"
            self.parts.append(f'<path d="M{LEFT} {y}H{WIDTH - 20}" stroke="#e4e4e4"/>')
            self.parts.append(text(20, y + 4, f"{step}", fill="#555"))
            self.parts.append(text(40, y + 4, pair, font_family="monospace"))
            self.parts.append(text(126, y + 4, f"{counts[step - 1]} times", fill="#555"))

    def draw(self, node, is_end=True):
        """Edges first, so that the boxes lie above them."""
        x, y = node.x, self.y(node.token)
        for part in node.parts:
            line = f"M{x:.1f} {y}L{part.x:.1f} {self.y(part.token)}"
            self.parts.append(f'<path d="{line}" stroke="#1f77b4" stroke-width="1.5"/>')
            self.draw(part, is_end=False)
        self.box(x, y, shown(self.vocab[node.token]), "#cfe8d5" if is_end else "white")

    def box(self, x, y, letters, fill):
        width = 10 + 8 * len(letters)
        place = f'x="{x - width / 2:.1f}" y="{y - 10}" width="{width}" height="20"'
        self.parts.append(f'<rect {place} rx="4" fill="{fill}" stroke="#888"/>')
        settings = {"text_anchor": "middle", "font_family": "monospace"}
        self.parts.append(text(x, y + 4, letters, **settings))

    def piece(self, nodes, count):
        """The trees of one piece, and below them its ids and how often it stands in the corpus."""
        for node in nodes:
            self.draw(node)
        y = self.y(0)
        if count > 1:
            middle = (left_end(nodes[0]) + right_end(nodes[-1])) / 2
            self.parts.append(text(middle, y + 28, f"{count} ×", text_anchor="middle", fill="#555"))


def left_end(node):
    return left_end(node.parts[0]) if node.parts else node.x


def right_end(node):
    return right_end(node.parts[-1]) if node.parts else node.x


def picture(module):
    vocab, merges = module.train(CORPUS, 300, PATTERN, [])
    drawn = Picture(vocab, merges)
    drawn.rows(merges, counts_of_merges(module, merges))
    x = LEFT + STEP_X
    for piece, count in Counter(module.pre_tokens(CORPUS, PATTERN)).items():
        nodes, x = tree(module, piece, merges, x)
        drawn.piece(nodes, count)
        x += STEP_X / 2
    height = drawn.y(0) + 44
    head = [
        text(20, 28, "step, pair, count", font_weight="bold"),
        text(LEFT, 28, CORPUS.replace(" ", "·"), font_weight="bold", font_family="monospace"),
        text(WIDTH - 20, 28, "green: the tokens at the end", fill="#2e6b45", text_anchor="end"),
        text(20, drawn.y(0) + 4, "bytes", fill="#555"),
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            'font-family="sans-serif" font-size="13" fill="#222">',
            "<title>The pieces of the corpus as trees of merges over their bytes.</title>",
            f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
            *head,
            *drawn.parts,
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

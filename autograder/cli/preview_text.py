"""A view of results.json on a terminal: Markdown as one reads it, not as it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.text import Text

from autograder.gradescope.markdown import clean
from autograder.gradescope.views import Reader, Row, View
from autograder.model import Visibility

_TITLES = {
    Reader.STUDENT: "What the student sees now",
    Reader.AFTER_DUE: "What the student sees after the (late) due date",
    Reader.AFTER_PUBLISHED: "What the student sees when grades are published",
    Reader.INSTRUCTOR: "What an instructor sees",
}
_WIDTH = 78
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def draw(view: View, *, unicode: bool = True) -> Text:
    """The whole view; ``unicode`` is false where the terminal has plain signs only."""
    parts = [
        _line(_TITLES[view.reader], _total(view), "bold"),
        *_block(readable(view.output)),
        *(part for row in view.rows for part in _row(row, unicode=unicode)),
        *_leaderboard(view),
        *_for_staff(view),
    ]
    return Text("\n").join(parts)


def _line(left: str, right: str, style: str) -> Text:
    gap = " " * max(2, _WIDTH - len(left) - len(right))
    return Text.assemble((left, style), gap, (right, style))


def _total(view: View) -> str:
    if view.score is None or view.max_score is None:
        return "total not shown"
    return f"{view.score:g} / {view.max_score:g}" if view.max_score else f"{view.score:g}"


def _row(row: Row, *, unicode: bool) -> Iterator[Text]:
    yield Text("")
    signs = ("✓", "✗") if unicode else ("+", "x")
    style = "bold green" if row.passed else "bold red"
    when = "" if row.visibility is Visibility.VISIBLE else f"  [{row.visibility.value}]"
    name = " ".join(clean(f"{row.number} {row.name}").split())
    sign = signs[0] if row.passed else signs[1]
    yield _line(f"{sign} {name}{when}", f"{row.score:g} / {row.max_score:g}", style)
    yield from _block(readable(row.output), by=4)
    if row.mistake:
        yield Text(f"    staff: known mistake {row.mistake}", style="dim")
    if row.detail:
        yield Text("    staff:", style="dim")
        yield from _block(Text(clean(row.detail), style="dim"), by=6)


def _leaderboard(view: View) -> Iterator[Text]:
    if view.leaderboard:
        columns = ", ".join(f"{clean(name)} {clean(value)}" for name, value in view.leaderboard)
        yield Text(f"\nLeaderboard, for the whole class: {columns}")


def _for_staff(view: View) -> Iterator[Text]:
    if view.hidden:
        rows = "1 row is" if view.hidden == 1 else f"{view.hidden} rows are"
        yield Text(f"\n{rows} not shown, so the total is not either.", style="dim")
    for warning in view.warnings:
        yield Text.assemble("\n", ("Warning for staff: ", "bold yellow"), clean(warning))


def _block(text: Text, by: int = 2) -> Iterator[Text]:
    if text.plain:
        for line in text.split("\n", allow_blank=True):
            yield Text.assemble(" " * by, line) if line.plain else line


def readable(markdown: str) -> Text:
    """Markdown as text: emphasis in colour, code and quotes set in, escapes gone."""
    drawing = _Drawing()
    for token in _MARKDOWN.parse(clean(markdown)):
        drawing.take(token)
    return Text("\n").join(drawing.lines)


@dataclass
class _Drawing:
    """Lines so far, and what the next ones begin with."""

    lines: list[Text] = field(default_factory=list)
    margin: list[str] = field(default_factory=list)
    begun: bool = False
    """A quote or an entry of a list has begun and is still empty."""

    def take(self, token: Token) -> None:
        if token.type.endswith("_list_open"):
            self._gap()
        elif token.type == "blockquote_open":
            self._gap()
            self._begin("| ")
        elif token.type == "list_item_open":
            self._begin("- ")
        elif token.type in ("blockquote_close", "list_item_close"):
            self.margin.pop()
        elif token.type in ("fence", "code_block"):
            self._gap()
            self._add(Text(line) for line in token.content.removesuffix("\n").split("\n"))
        elif token.type == "inline":
            self._gap()
            self._add(_inline(token.children or []).split("\n", allow_blank=True))

    def _begin(self, margin: str) -> None:
        self.margin.append(margin)
        self.begun = True

    def _gap(self) -> None:
        """An empty line before a block, unless it is the first one in what is around it."""
        if self.lines and not self.begun:
            self.lines.append(Text("".join(self.margin).rstrip()))
        self.begun = False

    def _add(self, lines: Iterable[Text]) -> None:
        for line in lines:
            self.lines.append(Text.assemble("".join(self.margin), line))
            self.margin = ["  " if each == "- " else each for each in self.margin]


def _inline(tokens: Iterable[Token]) -> Text:
    text, bold = Text(), False
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            bold = token.type == "strong_open"
        elif token.type in ("softbreak", "hardbreak"):
            text.append("\n")
        elif token.content:
            style = "cyan" if token.type == "code_inline" else "bold" if bold else ""
            text.append(token.content, style=style)
    return text

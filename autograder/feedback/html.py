"""The report as one HTML page that loads nothing: for a browser, a phone, a printer, a screen
reader.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import autograder
from autograder.channel.quoted import block, clean, one_line
from autograder.channel.signs import shown
from autograder.feedback.figures.svg import Panel
from autograder.feedback.terminal import Look
from autograder.feedback.views import Graded, module_view, points, share

if TYPE_CHECKING:
    from markupsafe import Markup

_HERE = "autograder.feedback"
_CODE = re.compile(r"`([^`\n]+)`")


def page(graded: Sequence[Graded], look: Look, file: Path, when: datetime) -> str:
    """The page for ``graded`` as it will stand in ``file``; links to handouts are relative."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(prose=_prose, plain=_plain, quoted=_quoted, drawn=_drawn)
    views = [module_view(each, look, file, name) for each, name in _anchored(graded)]
    score = sum(each.result.score for each in graded)
    out_of = sum(each.result.max_score for each in graded)
    return environment.from_string(_resource("report.html.jinja")).render(
        style=Markup(_resource("report.css")),  # noqa: S704  (our own file)
        modules=views,
        total=points(score, out_of),
        share=share(score, out_of),
        when=f"{when:%d %B %Y, %H:%M}".lstrip("0"),
        moment=when.isoformat(timespec="seconds"),
        version=autograder.__version__,
    )


def _anchored(graded: Sequence[Graded]) -> Iterator[tuple[Graded, str]]:
    """Each result with a name of its own: two students may have handed in the same module."""
    seen: Counter[str] = Counter()
    for each in graded:
        module = each.result.module
        seen[module] += 1
        yield each, module if seen[module] == 1 else f"{module}-{seen[module]}"


def _resource(name: str) -> str:
    return (resources.files(_HERE) / name).read_text("utf-8")


def _plain(text: str) -> str:
    """One line of a stranger's text; the template escapes it."""
    return shown(one_line(text))


def _quoted(text: str) -> str:
    """Lines of a stranger's text, as many as one still reads; the template escapes it."""
    return shown(block(text))


def _prose(text: str) -> Markup:
    """Sentences with code between backticks."""
    from markupsafe import Markup

    lines = escape(shown(clean(text))).strip()
    marked = _CODE.sub(r"<code>\1</code>", lines).replace("\n", "<br>")
    return Markup(marked)  # noqa: S704  (escaped above)


def _drawn(panel: Panel) -> Markup:
    """A picture; its own writer escapes every text in it."""
    from markupsafe import Markup

    return Markup(panel.svg)  # noqa: S704  (see figures/svg.py)

"""A handout cut up for a notebook: what goes before the tasks, beside each of them, and after."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

_HEADING = re.compile(r"#{2,3} ")
_CODE = re.compile(r"`([A-Za-z_]\w*)[`(]")
_LINK = re.compile(r"(\]\()([^)\s:#]+)(#[^)\s]*)?(\))")
_FENCE = re.compile(r"```sh\n(?:(?!```).*\n)*?.*make grade(?:.*\n)*?```", re.MULTILINE)
_AFTER = "## Check yourself"


@dataclass(frozen=True)
class Handout:
    """The sections of a handout by their place in the notebook."""

    before: tuple[str, ...]
    beside: Mapping[str, tuple[str, ...]]
    """Task to the sections that stand above its cell."""
    after: tuple[str, ...]


def handout_cells(text: str, module: str, tasks: Sequence[str], files: Collection[str]) -> Handout:
    """Cut a handout at its headings. A section whose heading names tasks comes to the first of
    them, with what stands between it and the section before; ``files`` are those of the package,
    whose links and pictures get the folder's name in front.
    """
    sections = list(_sections(_for_a_notebook(text, module, tasks, files), tasks))
    named = [_task_of(section, tasks) for section in sections]
    places = [index for index, task in enumerate(named) if task]
    end = _end(sections, places)
    first = places[0] if places else end
    beside: dict[str, list[str]] = {}
    waiting: list[str] = []
    for section, task in zip(sections[first:end], named[first:end], strict=True):
        waiting.append(section)
        if task:
            beside.setdefault(task, []).extend(waiting)
            waiting = []
    return Handout(
        before=tuple(sections[:first]),
        beside={task: tuple(found) for task, found in beside.items()},
        after=(*waiting, *sections[end:]),
    )


def _end(sections: Sequence[str], places: Sequence[int]) -> int:
    """Where the sections begin that stand after all tasks."""
    if places:
        return places[-1] + 1
    closing = (index for index, text in enumerate(sections) if text.startswith(_AFTER))
    return next(closing, len(sections))


def _sections(text: str, tasks: Sequence[str]) -> Iterator[str]:
    """Parts from one heading to the next. Of the smaller headings only those that name a task cut,
    and a heading inside a block of code is none.
    """
    lines: list[str] = []
    fenced = False
    for line in text.split("\n"):
        fenced ^= line.lstrip().startswith("```")
        cuts = line.startswith("## ") or _task_of(line, tasks)
        if not fenced and cuts and lines:
            yield "\n".join(lines).strip("\n")
            lines = []
        lines.append(line)
    yield "\n".join(lines).strip("\n")


def _task_of(section: str, tasks: Sequence[str]) -> str:
    """The first task that the heading names; "" where it names none."""
    heading = section.split("\n", 1)[0]
    named = _CODE.findall(heading) if _HEADING.match(heading) else []
    return next((task for task in tasks if task in named), "")


def _for_a_notebook(text: str, module: str, tasks: Sequence[str], files: Collection[str]) -> str:
    """Links lead into the package's folder, and checking is a cell and not a command."""
    checking = (
        "```python\n"
        f'grader.check("{tasks[0]}")  # one task: this cell stands below each of them\n'
        "grader.check_all()  # all tasks\n"
        "```"
    )

    def into_folder(match: re.Match[str]) -> str:
        inside = match[2] in files
        return f"{match[1]}{module}/{match[2]}{match[3] or ''}{match[4]}" if inside else match[0]

    text = _FENCE.sub(lambda _match: checking, _LINK.sub(into_folder, text))
    return _without_imports_of_tasks(text, module, tasks)


def _without_imports_of_tasks(text: str, module: str, tasks: Collection[str]) -> str:
    """Examples use the tasks of the notebook: those of the package beside it are stubs."""
    line = re.compile(rf"^((?:>>> )?from {module} import )(\w+(?:, \w+)*)\n", re.MULTILINE)

    def others(match: re.Match[str]) -> str:
        names = [name for name in match[2].split(", ") if name not in tasks]
        return f"{match[1]}{', '.join(names)}\n" if names else ""

    return line.sub(others, text)

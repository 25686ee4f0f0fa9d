"""Writes docs/modules/ from the modules themselves: `python docs/make_modules.py [--check]`."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.build.products import public_checks
from autograder.build.writings import second_writings, variants
from autograder.grade.making import Authored, read_authored
from autograder.grade.plan import Course, TaskPlan
from autograder.grade.strictness import SECRETS, Strictness, read_record

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(__file__).with_name("modules")
FOREIGN = ROOT / "tests" / "oracles" / "implementations"
MADE = (
    "<!-- Generated from the module by docs/make_modules.py. Change the module, not this page. -->"
)

INDEX = f"""\
# The modules

{MADE}

What each module asks of students, what its hidden checks look at, which mistakes they catch, and what right code of
other people they were tried with. For staff: students have the handouts.

| module | title | minutes | tasks | checks | known mistakes | mutants noticed |
|---|---|---:|---:|---:|---:|---:|
"""


def pages(course: Course) -> dict[str, str]:
    """File name in `FOLDER` to text, for every module of the course and the list of them."""
    read = [read_authored(course, name) for name in course.modules]
    index = INDEX + "".join(_row(each) for each in read)
    return {"README.md": index} | {f"{each.source.name}.md": page(each) for each in read}


def _row(module: Authored) -> str:
    name, plan, record = module.source.name, module.plan, read_record(module.source.folder)
    mistakes = {(each.task, each.name) for each in module.source.mistakes}
    return (
        f"| [`{name}`]({name}.md) | {module.config.title} | {module.config.minutes} "
        f"| {len(plan.tasks)} | {len(plan.checks)} | {len(mistakes)} | {_share(record)} |\n"
    )


def _share(record: Strictness | None) -> str:
    return f"{100 * record.killed / max(record.counted, 1):.1f} %" if record else "not measured"


def page(module: Authored) -> str:
    """One module's page."""
    record = read_record(module.source.folder)
    parts = [_head(module), _tasks(module), _hidden(module), _mistakes(module, record)]
    return "\n".join([*parts, _measured(record), _others(module)])


def _head(module: Authored) -> str:
    name, config = module.source.name, module.config
    needs = ", ".join(f"`{each}`" for each in config.needs) or "nothing"
    pictures = (path for path in module.source.data if path.endswith(".svg"))
    shown = "".join(f"![{config.title}](../../solutions/{name}/{each})\n\n" for each in pictures)
    return (
        f"# {config.title}\n\n{MADE}\n\n{config.summary}\n\n"
        f"{config.minutes} minutes, {config.points:g} points. After {needs}. "
        f"Covers {', '.join(config.covers)}.\n\n"
        f"[Handout](../../solutions/{name}/README.md), [source](../../solutions/{name}/__init__.py), "
        f"[hidden checks](../../solutions/{name}/tests/test_hidden.py), "
        f"[configuration](../../grading_configs/{name}.yaml).\n\n{shown}"
    )


def _tasks(module: Authored) -> str:
    said = _docstrings(source.text for source in module.source.sources)
    public = public_checks(module.source)
    rows = "".join(
        f"| `{task.name}` | {_cell(said.get(task.name, ''))} | {_points(task, public)} "
        f"| {_listed(task.uses)} | {_listed(task.forbidden)} |\n"
        for task in module.plan.tasks
    )
    titles = "| task | what it does | public points | hidden points | builds on | forbidden |\n"
    return f"## Tasks\n\n{titles}|---|---|---:|---:|---|---|\n{rows}"


def _points(task: TaskPlan, public: frozenset[str]) -> str:
    shown = sum(check.points for check in task.checks if check.name in public)
    return f"{shown:g} | {sum(check.points for check in task.checks) - shown:g}"


def _hidden(module: Authored) -> str:
    said = _docstrings(module.source.tests.values())
    public = public_checks(module.source)
    rows = "".join(
        f"| `{task.name}` | {_cell(said.get(check.name, ''))} | {check.points:g} |\n"
        for task in module.plan.tasks
        for check in task.checks
        if check.name not in public
    )
    return f"## What hidden checks look at\n\n| task | check | points |\n|---|---|---:|\n{rows}"


def _mistakes(module: Authored, record: Strictness | None) -> str:
    first = {(each.task, each.name): each.why for each in reversed(module.source.mistakes)}
    kills = record.kills if record else {}
    rows = "".join(
        f"| `{task}` | {name} | {_cell(first[task, name])} | {_named(record, f'{task}/{name}')} "
        f"| {_noticed(kills, f'{task}/{name}')} |\n"
        for task, name in dict.fromkeys((each.task, each.name) for each in module.source.mistakes)
    )
    twice = len(second_writings(module.source.folder))
    return (
        f"## Mistakes that are caught\n\n{len(first)} known mistakes, {twice} of them written a second "
        "time by another hand. The last column has the hidden checks of the task that notice it; "
        "(1) and (2) where only the first or the second writing is noticed by that check. `named` is what "
        "the diagnosis took a third writing for: itself, or nothing, in which case no hint is given.\n\n"
        f"| task | mistake | why it is wrong | named | noticed by |\n|---|---|---|---|---|\n{rows}"
    )


def _named(record: Strictness | None, mistake: str) -> str:
    if record is None or mistake not in record.recognised:
        return "-"
    names = record.recognised[mistake]
    return ", ".join("itself" if name == mistake else name for name in names) or "nothing"


def _noticed(kills: Mapping[str, list[str]], mistake: str) -> str:
    first, second = kills.get(mistake, []), kills.get(f"{mistake}, again", [])
    marks = {
        check: "" if check in first and check in second else " (1)" if check in first else " (2)"
        for check in dict.fromkeys([*first, *second])
    }
    return ", ".join(f"{check.removeprefix('test_')}{mark}" for check, mark in marks.items())


def _measured(record: Strictness | None) -> str:
    if record is None:
        return "## Measured\n\nNot yet: run `autograder verify --full`.\n"
    share = 100 * record.killed / max(record.counted, 1)
    excused = len(record.mutants) - record.counted
    near = min(record.distances.items(), key=lambda each: each[1][0], default=None)
    far = max(record.noise.items(), key=lambda each: each[1], default=None)
    lines = [
        f"- {len(record.mutants)} mutants: {record.killed} of {record.counted} noticed "
        f"({share:.1f} %); {excused} are no mistakes, as notes in the source say.",
        f"- {len(record.packages)} right packages ({', '.join(record.packages)}), each under "
        f"{len(SECRETS)} secrets: all full marks.",
    ]
    if record.recognised:
        lines.append(
            f"- {record.named} of {len(record.recognised)} third writings are recognised as what they "
            f"are; {len(record.false_hints)} of {record.strange} packages that are wrong in other ways "
            "got a hint that does not hold."
        )
    if far is not None:
        lines.append(
            f"- Farthest right number: {far[1]:.2g} of its tolerance ({far[0].removeprefix('test_')})."
        )
    if near is not None:
        check, (distance, mistake) = near
        lines.append(
            f"- Nearest wrong number that is noticed: {distance:.3g} times its tolerance "
            f"({mistake} in {check.removeprefix('test_')})."
        )
    return "## Measured\n\n" + "\n".join(lines) + "\n"


def _others(module: Authored) -> str:
    name = module.source.name
    lines = [
        f"- `{each}`, another right solution: {_first(files['__init__.py'].decode())}"
        for each, files in variants(module.source.folder).items()
    ]
    lines += [
        f"- `{path.parent.parent.name}`, behind the stub's signatures: {_first(path.read_text('utf-8'))}"
        for path in sorted(FOREIGN.glob(f"*/{name}/__init__.py"))
    ]
    lines += [
        f"- [`{path.name}`](../../tests/oracles/{path.name}): {_first(path.read_text('utf-8'))}"
        for path in sorted(FOREIGN.parent.glob(f"test_{name.split('_')[0]}_*.py"))
    ]
    full = "The packages get full marks, under twenty secrets."
    return f"## Tried with\n\n{full}\n\n" + "\n".join(lines) + "\n"


def _docstrings(texts: Iterator[str] | Mapping[str, str]) -> dict[str, str]:
    """The first line of each function's and class's docstring, by name."""
    defined = (ast.FunctionDef, ast.ClassDef)
    return {
        node.name: (ast.get_docstring(node) or "").partition("\n")[0]
        for text in texts
        for node in ast.parse(text).body
        if isinstance(node, defined)
    }


def _first(text: str) -> str:
    """The first line of a module's docstring."""
    return (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{each}`" for each in names) or "-"


def main() -> int:
    """Write the pages; with ``--check`` only say which are out of date."""
    wanted = pages(Course(ROOT))
    present = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")}
    stale = sorted(name for name in wanted | present if wanted.get(name) != present.get(name))
    for name in stale:
        print(f"docs/modules/{name}: {'out of date' if '--check' in sys.argv else 'written'}")
        if "--check" not in sys.argv:
            _write(FOLDER / name, wanted.get(name))
    return 1 if stale and "--check" in sys.argv else 0


def _write(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
        return
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    sys.exit(main())

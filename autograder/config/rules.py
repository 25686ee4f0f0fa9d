"""The rules that hold between several keys of a configuration file.

They read plain data as it stands in the file, and skip what has the wrong type. So they also speak
about a file that has other faults, and its author sees everything at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from math import isfinite

from autograder.config.nearest import one_of
from autograder.config.yaml_marks import KeyPath
from autograder.model import total

RESERVED = ("run", "transcript", "forget_calls", "demand_all_judged")
_DEFAULT_SECONDS = {"check_seconds": 10.0, "module_seconds": 120.0}


@dataclass(frozen=True)
class Violation:
    """A broken rule: where it shows, what is wrong, what to do."""

    at: KeyPath
    what: str
    fix: str


def course_violations(data: object) -> Iterator[Violation]:
    """Rules of course.yaml."""
    yield from _repeated(_mapping(data), ("modules",))


def module_violations(data: object) -> Iterator[Violation]:
    """Rules of a module's file."""
    module = _mapping(data)
    tasks = _mapping(module.get("tasks"))
    for key in ("covers", "needs", "libraries"):
        yield from _repeated(module, (key,))
    yield from _short_module_time(module)
    yield from _reserved_names(tasks)
    for name, task in tasks.items():
        yield from task_violations(task, f"the task {name}", ("tasks", name))
    yield from _shared_checks(tasks)
    yield from _bad_uses(tasks)
    yield from _circles(tasks)


def _reserved_names(tasks: Mapping[str, object]) -> Iterator[Violation]:
    """Names that the channel keeps for itself: `student.run` can be no task."""
    for name in tasks:
        if name in RESERVED:
            what = f"no task can be called {name}, which the fixture `student` has for itself"
            yield Violation(("tasks", name), what, "Choose another name")


def task_violations(data: object, who: str, at: KeyPath) -> Iterator[Violation]:
    """Rules of one task, called ``who`` in messages."""
    task = _mapping(data)
    for key in ("uses", "forbidden"):
        yield from _repeated(task, (*at, key))
    checks = _mapping(task.get("checks"))
    parts = [_number(_mapping(check).get("points")) for check in checks.values()]
    whole = _number(task.get("points"))
    known = [part for part in parts if part is not None]
    if whole is None or not parts or len(known) < len(parts) or total(known) == whole:
        return
    what = f"{who} has {whole:g} points, but its checks sum to {total(known):g}"
    yield Violation((*at, "points"), what, "Change one of the two")


def _repeated(around: Mapping[str, object], at: KeyPath) -> Iterator[Violation]:
    seen = set()
    for index, word in _words(around.get(str(at[-1]))):
        if word in seen:
            yield Violation((*at, index), f"'{word}' stands twice in {at[-1]}", "Keep one of them")
        seen.add(word)


def _short_module_time(module: Mapping[str, object]) -> Iterator[Violation]:
    given = {**_DEFAULT_SECONDS, **_mapping(module.get("limits"))}
    check, whole = _number(given["check_seconds"]), _number(given["module_seconds"])
    if check is not None and whole is not None and whole < check:
        what = f"one check may take {check:g} seconds, but the whole module only {whole:g}"
        yield Violation(("limits",), what, "Raise module_seconds or lower check_seconds")


def _shared_checks(tasks: Mapping[str, object]) -> Iterator[Violation]:
    owner: dict[str, str] = {}
    for name, task in tasks.items():
        for check in _mapping(_mapping(task).get("checks")):
            first = owner.setdefault(check, name)
            if first != name:
                what = f"the check {check} stands under two tasks, {first} and {name}"
                yield Violation(("tasks", name, "checks", check), what, "Keep it under one")


def _bad_uses(tasks: Mapping[str, object]) -> Iterator[Violation]:
    for name, task in tasks.items():
        for index, used in _words(_mapping(task).get("uses")):
            at = ("tasks", name, "uses", index)
            if used == name:
                yield Violation(at, f"the task {name} uses itself", "Remove it from uses")
            elif used not in tasks:
                others = [other for other in tasks if other != name]
                what = f"the task {name} uses '{used}', which is no task of this module"
                yield Violation(at, what, one_of(used, others, "other tasks"))


def _circles(tasks: Mapping[str, object]) -> Iterator[Violation]:
    graph = {name: _others_used(name, task) for name, task in tasks.items()}
    while circle := _circle(graph):
        user, used = circle[0], circle[1]
        what = f"tasks use each other in a circle: {' -> '.join(circle)}"
        yield Violation(("tasks", user, "uses"), what, "Remove one of these uses")
        graph[user].remove(used)


def _others_used(name: str, task: object) -> list[str]:
    used = (word for _, word in _words(_mapping(task).get("uses")))
    return [word for word in dict.fromkeys(used) if word != name]


def _circle(graph: Mapping[str, Sequence[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        # graphlib lists what is used before its user; readers expect the user first.
        return _from_first_task(list(reversed(error.args[1])), list(graph))
    return []


def _from_first_task(circle: list[str], order: list[str]) -> list[str]:
    turning = circle[:-1]
    start = turning.index(min(turning, key=order.index))
    return [*turning[start:], *turning[:start], turning[start]]


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _words(value: object) -> list[tuple[int, str]]:
    items = value if isinstance(value, list) else []
    return [(index, item) for index, item in enumerate(items) if isinstance(item, str)]


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        return None
    return float(value)

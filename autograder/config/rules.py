"""The rules that hold between several keys of a configuration file.

They read plain data as it stands in the file, and skip what has the wrong type. So they also speak
about a file that has other faults, and its author sees everything at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from math import ceil, isfinite

from autograder.config.names import is_module_name
from autograder.config.nearest import nearest, one_of
from autograder.config.yaml_marks import KeyPath
from autograder.model import total

RESERVED = ("run", "transcript", "forget_calls", "demand_all_judged")
LEADERBOARD_VALUES = ("score", "seconds")
# What Gradescope's machine needs beside the checks: to start, to read the submission, to write.
SPARE_SECONDS = 30
_DEFAULT_SECONDS = {"check_seconds": 10.0, "module_seconds": 120.0}
_DEFAULT_MINUTES = 10.0
_MOST_MINUTES = 40
_URL = re.compile(r"(https?://[^\s/]\S*|file://\S+)", re.IGNORECASE)
_SCHEMES = ("https", "http", "file")


@dataclass(frozen=True)
class Violation:
    """A broken rule: where it shows, what is wrong, what to do."""

    at: KeyPath
    what: str
    fix: str


def course_violations(data: object) -> Iterator[Violation]:
    """Rules of course.yaml."""
    course = _mapping(data)
    yield from _repeated(course, ("modules",))
    yield from _dates_of_others(course)
    yield from _bad_index(course)


def _dates_of_others(course: Mapping[str, object]) -> Iterator[Violation]:
    listed = [name for _, name in _words(course.get("modules"))]
    for name in _mapping(course.get("release_dates")):
        if is_module_name(name) and name not in listed:
            what = f"release_dates has a day for {name}, which modules does not list"
            match = nearest(name, listed)
            fix = f"Write '{match}'" if match else "Add it to modules, or remove this line"
            yield Violation(("release_dates", name), what, fix)


def _bad_index(course: Mapping[str, object]) -> Iterator[Violation]:
    index = course.get("pip_index")
    if isinstance(index, str) and index and not _URL.fullmatch(index):
        what = f"pip_index must be the URL of a package index, not '{index}'"
        yield Violation(("pip_index",), what, _right_url(index))


def _right_url(text: str) -> str:
    scheme, separator, rest = text.partition("://")
    match = nearest(scheme, _SCHEMES) if separator else None
    if match is None:
        return "Begin it with https://, http:// or file://"
    if match == scheme.lower():
        return f"Write one address without spaces after {match}://"
    return f"Write '{match}://{rest}'"


def module_violations(data: object) -> Iterator[Violation]:
    """Rules of a module's file."""
    module = _mapping(data)
    tasks = _mapping(module.get("tasks"))
    for key in ("covers", "needs", "libraries"):
        yield from _repeated(module, (key,))
    yield from _short_module_time(module)
    yield from _short_platform_time(module)
    yield from _bad_leaderboard(module)
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


def _short_platform_time(module: Mapping[str, object]) -> Iterator[Violation]:
    limits = {**_DEFAULT_SECONDS, **_mapping(module.get("limits"))}
    platform = {"minutes": _DEFAULT_MINUTES, **_mapping(module.get("gradescope"))}
    ours, minutes = _number(limits["module_seconds"]), _number(platform["minutes"])
    # Minutes that are out of bounds themselves are told so elsewhere.
    if ours is None or minutes is None or not 1 < minutes <= _MOST_MINUTES:
        return
    most = minutes * 60 - SPARE_SECONDS
    if ours > most:
        what = (
            f"limits.module_seconds is {ours:g}, but gradescope.minutes is {minutes:g}, "
            f"which leaves {most:g} seconds for the checks"
        )
        yield Violation(_first_given(module), what, _more_time(ours))


def _first_given(module: Mapping[str, object]) -> KeyPath:
    """The key of the two that the author wrote; the other one has its default."""
    given = "module_seconds" in _mapping(module.get("limits"))
    return ("limits", "module_seconds") if given else ("gradescope", "minutes")


def _more_time(seconds: float) -> str:
    minutes = ceil((seconds + SPARE_SECONDS) / 60)
    if minutes > _MOST_MINUTES:
        most = _MOST_MINUTES * 60 - SPARE_SECONDS
        return f"Lower module_seconds: Gradescope allows at most {_MOST_MINUTES} minutes, so {most}"
    return f"Set gradescope.minutes to {minutes}, here and on Gradescope, or lower module_seconds"


def _bad_leaderboard(module: Mapping[str, object]) -> Iterator[Violation]:
    entries = _mapping(module.get("gradescope")).get("leaderboard")
    known = [*LEADERBOARD_VALUES, *_mapping(module.get("tasks"))]
    names = set()
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        at = ("gradescope", "leaderboard", index)
        name, value = _word(entry, "name"), _word(entry, "value")
        if name and name in names:
            what = f"two entries of the leaderboard are called '{name}'"
            yield Violation((*at, "name"), what, "Rename one of them")
        if value and value not in known:
            what = f"the leaderboard cannot show '{value}', which is no task of this module"
            yield Violation((*at, "value"), what, one_of(value, known, "values"))
        names.add(name)


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


def _word(entry: object, key: str) -> str:
    value = _mapping(entry).get(key)
    return value.strip() if isinstance(value, str) else ""


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        return None
    return float(value)

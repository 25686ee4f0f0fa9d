"""Several graders of one module side by side, each in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from autograder.grade.plan import Plan
from autograder.grade.runner import ModuleGrader
from autograder.sandbox.host import open_host

Item = TypeVar("Item")
Result = TypeVar("Result")
Progress = Callable[[int, int], None]
"""How many are done, and of how many."""


def side_by_side(
    plan: Plan,
    items: Iterable[Item],
    work: Callable[[ModuleGrader, Item], Result],
    *,
    jobs: int,
    progress: Progress,
    measure: bool = False,
) -> list[Result]:
    """What ``work`` makes of each item, in order; ``jobs`` warm graders share the items."""
    wanted = list(items)
    done = _Count(len(wanted), progress)
    with _Graders(plan, measure=measure) as graders, ThreadPoolExecutor(jobs) as pool:

        def one(item: Item) -> Result:
            result = work(graders.own(), item)
            done.one_more()
            return result

        return list(pool.map(one, wanted))


class _Count:
    """How many are done; one thread speaks at a time."""

    def __init__(self, whole: int, progress: Progress) -> None:
        self._whole, self._progress, self._done = whole, progress, 0
        self._lock = threading.Lock()

    def one_more(self) -> None:
        with self._lock:
            self._done += 1
            self._progress(self._done, self._whole)


class _Graders:
    """A grader for each thread that asks, all closed at the end."""

    def __init__(self, plan: Plan, *, measure: bool) -> None:
        self._plan, self._measure, self._mine = plan, measure, threading.local()
        self._all: list[ModuleGrader] = []

    def __enter__(self) -> _Graders:
        return self

    def __exit__(self, *_error: object) -> None:
        for grader in self._all:
            grader.close()

    def own(self) -> ModuleGrader:
        if not hasattr(self._mine, "grader"):
            plan = self._plan
            self._mine.grader = ModuleGrader(
                lambda: open_host(plan.warm), plan, held=True, measure=self._measure
            )
            self._all.append(self._mine.grader)
        grader: ModuleGrader = self._mine.grader
        return grader

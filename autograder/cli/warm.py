"""A module that is graded again and again, with its libraries loaded."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.cli.targets import chosen, demand_libraries, grader_for, kept_file, noted
from autograder.grade.find import Target, find_targets, opened
from autograder.grade.grading import grade_folder
from autograder.grade.loose import whole
from autograder.grade.memory import Memory
from autograder.grade.plan import Course, Plan
from autograder.grade.runner import ModuleGrader
from autograder.grade.watching import Look, Sight
from autograder.model import ModuleResult


@dataclass(frozen=True)
class Way:
    """What is watched, and how it is graded."""

    start: Path
    course: Course | None
    held: bool
    task: str | None
    public: bool

    @contextlib.contextmanager
    def targets(self, module: str | None) -> Iterator[list[Target]]:
        """What there is to grade now."""
        with opened(self.start, own=self.course is None) as taken:
            found = find_targets(taken, self.course, module)
            yield chosen(found, task=self.task, public=self.public)

    def sight(self, target: Target) -> Sight:
        """The files on which the results of a module depend."""
        own, name = target.place or self.start, target.plan.module
        if self.course is None:
            return Sight(own, [target.plan.tests])
        return Sight(own, [self.course.solution(name), self.course.configs / f"{name}.yaml"])


@dataclass(frozen=True)
class Graded:
    """One grading: its end, and which checks were run for it."""

    target: Target
    result: ModuleResult
    ran: tuple[str, ...]
    seconds: float


class Warm:
    """The module that was graded last, with its processes and what is known of its checks."""

    def __init__(self, way: Way) -> None:
        self._way = way
        self._stack = contextlib.ExitStack()
        self._plan: Plan | None = None
        self._made_for: tuple[Plan, Look] | None = None
        """The plan, and how the files looked that are not the submission's."""
        self._grader: ModuleGrader | None = None
        self._memory: Memory | None = None

    def close(self) -> None:
        """End its processes."""
        self._stack.close()
        self._plan = None

    def grade(self, module: str, sight: Sight) -> Graded:
        """Raises `SupersededError` where a file of it was saved before the end."""
        started, ran = time.monotonic(), dict[str, None]()
        with self._way.targets(module) as (found,), whole(found, self._way.course) as target:
            grader, memory = self._ready(target, sight.around)
            grader.superseded = sight.changed
            result = grade_folder(
                grader,
                target.plan,
                target.folder,
                hints=True,
                memory=memory,
                progress=lambda name, _: ran.update({name: None} if name else {}),
            )
            spent = time.monotonic() - started
            return Graded(target, noted(result, target), tuple(ran), spent)

    def settle(self) -> None:
        """While nobody waits: remember the results beyond the end of this program, and be ready for
        the next ones.
        """
        if self._memory is not None and self._grader is not None:
            self._memory.save()
            self._grader.warm_up()

    def _ready(self, target: Target, around: Look) -> tuple[ModuleGrader, Memory]:
        """A grader of the target's plan and of its tests as they are now."""
        plan = target.plan
        if (plan, around) != self._made_for or self._grader is None or self._memory is None:
            if self._grader and self._plan and self._plan.module == plan.module:
                self._grader.reload(plan)
            else:
                self.close()
                demand_libraries([target])
                self._grader = self._stack.enter_context(grader_for(plan, held=self._way.held))
            stands = target.place or self._way.start
            self._memory = Memory(plan, kept_file(self._way.course, plan.module, stands))
            self._plan, self._made_for = plan, (plan, around)
        return self._grader, self._memory

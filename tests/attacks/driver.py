"""The process that grades in these tests, as whichever user it was started: the real intake, the
real grader, the real reports. It takes requests as lines of JSON and answers with lines of JSON.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.channel.outcome import Value
from autograder.feedback.terminal import Look, report
from autograder.grade.course_plans import course_plan
from autograder.grade.events import CheckEvent
from autograder.grade.find import find_targets, opened
from autograder.grade.grading import grade_folder
from autograder.grade.loose import whole
from autograder.grade.plan import CheckPlan, Course
from autograder.grade.progress import Told
from autograder.grade.results import Journal
from autograder.grade.runner import ModuleGrader, Started
from autograder.grade.searching import at_work
from autograder.gradescope.rows import results_document
from autograder.gradescope.views import Reader, view
from autograder.intake import RefusedSubmission
from autograder.model import ModuleResult
from autograder.sandbox import bpf, limits, seccomp
from autograder.sandbox.host import ForkedProcess, open_host

from ..tiny import children

_LANDLOCK_CALLS = (444, 445, 446)


class Watched(ModuleGrader):
    """The grader, with an eye on what the judge tells it."""

    events: list[CheckEvent]

    def check_events(
        self,
        folder: Path,
        checks: tuple[CheckPlan, ...],
        started: Started,
        told: Told | None = None,
    ) -> Iterator[CheckEvent]:
        self.events = []
        for event in super().check_events(folder, checks, started, told):
            self.events.append(event)
            yield event

    def ours(self) -> list[int]:
        """The processes that stay between two submissions: launcher, judge with its deputy, and
        searcher.
        """
        launcher, judge = getattr(self._host, "_process", None), self._judge
        searcher = at_work(self._host) if self._host is not None else None
        trusted = [each for each in (judge, searcher) if isinstance(each, ForkedProcess)]
        own = [each.pid for each in (launcher, *trusted) if each is not None]
        deputies = children(judge.pid) if isinstance(judge, ForkedProcess) else []
        return own + deputies[:1]

    def answers(self) -> list[str]:
        """What the submission returned in public checks: the way that its own reports come out."""
        calls = (call for event in self.events for call in event.transcript)
        outcomes = (call.outcome for call in calls if call.side == "student")
        return [text for each in outcomes if isinstance(each, Value) for text in texts(each.value)]


def texts(value: Any) -> list[str]:
    """A text, or the texts in a list."""
    if isinstance(value, list | tuple):
        return [text for each in value for text in texts(each)]
    return [value] if isinstance(value, str) else []


def served(
    course: Course, graders: dict[str, Watched], request: dict[str, Any], *, held: bool
) -> dict[str, Any]:
    """Grade what lies at ``path``; gives all that anybody is shown."""
    name = request["module"]
    if name not in graders:
        plan = course_plan(course, name)
        graders[name] = Watched(lambda: open_host(plan.warm), plan, held=held)
    grader, journal = graders[name], Journal(Path(request["results"]))
    started = time.monotonic()
    try:
        with opened(Path(request["path"])) as taken:
            (target,) = find_targets(taken, course, name)
            with whole(target, course) as target:
                result = grade_folder(
                    grader,
                    target.plan,
                    target.folder,
                    hints=True,
                    progress=lambda _name, so_far: journal.write([so_far]),
                )
    except RefusedSubmission as error:
        return {"refused": str(error), "seconds": time.monotonic() - started}
    return {
        "seconds": time.monotonic() - started,
        "shown": shown(result, target.notes),
        "answers": grader.answers(),
        "staff": [check.detail for check in result.checks],
        "ours": {module: each.ours() for module, each in graders.items()},
    }


def shown(result: ModuleResult, notes: tuple[str, ...]) -> list[str]:
    """Everything that a student reads: on a terminal, and on Gradescope at any time."""
    document = results_document(result)
    readers = (Reader.STUDENT, Reader.AFTER_DUE, Reader.AFTER_PUBLISHED)
    views = [view(document, reader) for reader in readers]
    rows = [row.output for each in views for row in each.rows]
    messages = [
        text for check in result.checks for text in (check.message, check.hint, check.smallest)
    ]
    terminal = report(result, {}, Look()).plain
    return [terminal, *notes, *(each.output for each in views), *rows, *messages]


def without_landlock() -> None:
    """From here on this kernel is one without Landlock, as most containers have it."""
    here = seccomp.architecture()
    assert here is not None
    code = bpf.demand_architecture(here.token) + bpf.load_number()
    for number in _LANDLOCK_CALLS:
        code += bpf.if_equal(number, bpf.answer(bpf.fail(errno.ENOSYS)))
    code += bpf.answer(bpf.ALLOW)
    limits.no_new_privileges()
    seccomp.Filter(bpf.assembled(code), ()).load(os.getpid())


def main() -> None:
    """Serve until the tests are gone. ``argv``: the course, then what is to be missing."""
    limits.adopt_orphans()
    missing = sys.argv[2:]
    if missing == ["landlock"]:
        without_landlock()
    course, graders = Course(Path(sys.argv[1])), dict[str, Watched]()
    for line in sys.stdin:
        told = served(course, graders, json.loads(line), held=missing != ["layers"])
        print(json.dumps(told), flush=True)
    for grader in graders.values():
        grader.close()


if __name__ == "__main__":
    main()

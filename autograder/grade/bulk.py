"""Many submissions of one module, graded side by side by warm graders, through a journal.

What has not changed since it was graded is not graded again: neither the submission nor the module,
its configuration, the grader or the libraries.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder.build.installed import installed_version
from autograder.build.wheel import fingerprint
from autograder.config.load import module_path
from autograder.errors import UsageError
from autograder.grade.course_plans import course_plan
from autograder.grade.find import find_targets, opened
from autograder.grade.grading import UNFINISHED, explains_itself, grade_folder
from autograder.grade.loose import whole
from autograder.grade.plan import Course, Plan
from autograder.grade.queue import Outcome, Queue, State
from autograder.grade.results import to_json
from autograder.grade.runner import ModuleGrader
from autograder.intake import BOUNDS, Taken
from autograder.model import ModuleResult, Verdict
from autograder.sandbox.host import open_host

Progress = Callable[[str, Outcome], None]
"""Called when a submission has ended, by one thread at a time."""

_CHUNK = 2**20
_TO_LOOK_AT = ("strictness.json",)
"""Files of a module on which no grade depends."""


@dataclass(frozen=True)
class Handed:
    """What one student handed in: how the run calls it, and where it lies."""

    name: str
    path: Path


def handed_in(folder: Path) -> list[Handed]:
    """The submissions in ``folder``: its entries by name, hidden ones left out."""
    entries = sorted(path for path in folder.iterdir() if not path.name.startswith((".", "__")))
    if not entries:
        raise UsageError(f"{folder} is empty. Name a folder with one entry for each submission.")
    return [Handed(path.name, path) for path in entries]


def keys_of(course: Course, plan: Plan, submissions: Iterable[Handed]) -> dict[str, str]:
    """For each submission a hash of all that its grade depends on."""
    module = _module_key(course, plan)
    return {each.name: _digest([module, _content(each.path)]) for each in submissions}


def _module_key(course: Course, plan: Plan) -> str:
    """A hash of module, configuration, secret, grader and libraries."""
    folder = course.solution(plan.module)
    config = module_path(course.configs, plan.module)
    versions = [f"{name} {version}" for name, version in library_versions(plan.libraries).items()]
    files = [path for path in _files(folder) if path.name not in _TO_LOOK_AT]
    texts = [f"{path.relative_to(folder)} {_hash_of(path)}" for path in files]
    return _digest(
        [fingerprint(), sys.version, plan.secret, _hash_of(config), *sorted(versions), *texts]
    )


def library_versions(libraries: Iterable[str]) -> dict[str, str]:
    """The libraries that take part in grading, as they are installed here."""
    return {
        name: installed_version(name) or "not installed" for name in ("numpy", "pytest", *libraries)
    }


def _content(path: Path) -> str:
    """A hash of what was handed in, whatever it is; of far too much only the names."""
    if path.is_symlink() or not path.is_dir():
        return _hash_of(path)
    lines, size = [], 0
    for file in _files(path):
        size += file.lstat().st_size
        whole = size <= BOUNDS.total_bytes
        lines.append(f"{file.relative_to(path)} {_hash_of(file) if whole else ''}")
    return _digest(lines)


def _files(folder: Path) -> Iterator[Path]:
    for name, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if each != "__pycache__")
        yield from (Path(name) / each for each in sorted(files))


def _hash_of(path: Path) -> str:
    """A file's content; of anything else what it is, since reading it could hang."""
    if path.is_symlink():
        return f"link to {path.readlink()}"
    if not path.is_file():
        return "no regular file"
    found = hashlib.sha256()
    with path.open("rb") as opened_file:
        while chunk := opened_file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode(errors="surrogateescape")).hexdigest()


def grade_all(
    course: Course,
    module: str,
    submissions: Mapping[str, Path],
    queue: Queue,
    *,
    jobs: int,
    hints: bool,
    progress: Progress = lambda _name, _outcome: None,
) -> None:
    """Grade what waits in ``queue``, ``jobs`` submissions at a time. What one submission does is
    no other's business; only a fault of the grader itself, or Ctrl-C, ends the run early, and the
    journal can be taken up again.
    """
    plan, stopped, talk = course_plan(course, module), threading.Event(), threading.Lock()

    def work(processor: int | None) -> None:
        _stay_on(processor)
        with contextlib.closing(warm_grader(plan)) as grader:
            while not stopped.is_set() and (name := queue.take()) is not None:
                taken = opened(submissions[name])
                outcome = grade_taken(grader, course, module, taken, hints=hints)
                queue.put(name, outcome)
                with talk:
                    progress(name, outcome)

    with ThreadPoolExecutor(jobs) as pool:
        running = [pool.submit(work, processor) for processor in _processors(jobs)]
        try:
            for each in wait(running, return_when=FIRST_EXCEPTION).done:
                each.result()
        finally:
            stopped.set()


def _processors(jobs: int) -> list[int | None]:
    """One for each job where there are as many; else it is the kernel's to choose."""
    own = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return [*own] if len(own) == jobs else [None] * jobs


def _stay_on(processor: int | None) -> None:
    """Keep this thread and all that it starts on one processor: grader, judge and worker wait for
    each other in turn, and to wake another processor takes longer than most calls.
    """
    if processor is not None:
        os.sched_setaffinity(0, {processor})


def warm_grader(plan: Plan) -> ModuleGrader:
    """A grader for one submission after the other; close it in the end."""
    grader = ModuleGrader(lambda: open_host(plan.warm), plan, held=True)
    grader.smallest = False  # up to two seconds for a submission: for a report, not for a class
    grader.transcripts = not explains_itself(plan)
    return grader


def grade_taken(
    grader: ModuleGrader,
    course: Course,
    module: str,
    taken: AbstractContextManager[Taken],
    *,
    hints: bool,
) -> Outcome:
    """Grade one submission that ``taken`` lays out, whatever is wrong with it."""
    started = time.monotonic()
    try:
        with taken as submission:
            (target,) = find_targets(submission, course, module)
            with whole(target, course) as target:
                result = grade_folder(grader, target.plan, target.folder, hints=hints)
                notes = (*target.notes, *result.notes)
    except (UsageError, OSError) as error:
        return not_graded(error, started)
    problem = _fault(result)
    state = State.FAULT if problem else State.GRADED
    told = ModuleResult(**{**vars(result), "notes": notes})
    return ended(state, started, told, problem)


def not_graded(error: UsageError | OSError, started: float) -> Outcome:
    """What comes of a submission that cannot be read, or is none."""
    if isinstance(error, UsageError):
        return ended(State.REFUSED, started, problem=str(error))
    return ended(State.FAULT, started, problem=f"it cannot be read: {error}")


def ended(
    state: State, started: float, result: ModuleResult | None = None, problem: str = ""
) -> Outcome:
    """An outcome, as of now."""
    return Outcome(
        state,
        result.score if result else 0.0,
        result.max_score if result else 0.0,
        to_json([result], indent=None) if result else "",
        problem,
        time.monotonic() - started,
        datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _fault(result: ModuleResult) -> str:
    """Why a human must look at a result; "" for one that stands."""
    ours = [check for check in result.checks if check.verdict is Verdict.GRADER_ERROR]
    if not ours:
        return ""
    said = "" if ours[0].message == UNFINISHED else f": {ours[0].detail.splitlines()[0]}"
    return f"{len(ours)} of {len(result.checks)} checks could not be judged{said}"

"""The search for forbidden names in a process of its own: a source can be written so that Python's
parser crashes on it, or takes hours.
"""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

from autograder.channel.frames import ClosedError, Connection, DeadlineError
from autograder.grade.forbidden import forbidden_uses
from autograder.grade.plan import Plan
from autograder.sandbox.host import Host

ENTRY = "autograder.grade.searching:main"
_SECONDS = 10
_MEMORY_MB = 1024
_CANNOT = (
    "its files cannot be searched for names that the task must not use: they are nested too "
    "deeply, or take too long to parse. Write them in a simpler form"
)


def searched_apart(host: Host, plan: Plan, folder: Path) -> dict[str, str]:
    """As `forbidden_messages`, for a stranger's files. Where the search does not end well, every
    task that forbids something counts as one that uses it.
    """
    asked = _asked(plan)
    if not asked:
        return {}
    process = host.start(ENTRY)
    try:
        process.connection.send([str(folder), asked])
        found = process.connection.receive(2.0 * _SECONDS)
    except (ClosedError, DeadlineError):
        found = {task: _CANNOT for task, _, _ in asked}
    finally:
        process.kill()
    return _by_check(plan, found)


def forbidden_messages(plan: Plan, folder: Path) -> dict[str, str]:
    """For each check of a task that uses forbidden names: the sentence that says so."""
    return _by_check(plan, _search(folder, _asked(plan)))


def _asked(plan: Plan) -> list[list[Any]]:
    """Each task that forbids names, with these and the other tasks."""
    names = [task.name for task in plan.tasks]
    return [
        [task.name, list(task.forbidden), [name for name in names if name != task.name]]
        for task in plan.tasks
        if task.forbidden
    ]


def _search(folder: Path, asked: list[list[Any]]) -> dict[str, str]:
    found = {}
    for task, forbidden, others in asked:
        uses = forbidden_uses(folder, task, forbidden, others)
        if uses:
            places = "; ".join(map(str, uses[:3]))
            found[task] = f"{task} must be written without {places}"
    return found


def _by_check(plan: Plan, found: dict[str, str]) -> dict[str, str]:
    return {
        check.name: found[task.name]
        for task in plan.tasks
        if task.name in found
        for check in task.checks
    }


def main(connection: Connection, _control: socket.socket) -> None:
    """Entry of the process."""
    from autograder.sandbox import limits

    limits.apply(limits.Limits(memory_mb=_MEMORY_MB, cpu_seconds=_SECONDS))
    folder, asked = connection.receive()
    connection.send(_search(Path(folder), asked))

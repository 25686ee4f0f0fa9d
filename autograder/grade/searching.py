"""The search for forbidden names in a process of its own: a source can be written so that Python's
parser crashes on it, or takes hours.

The process goes on to the next submission, since a fork costs ten times what a search does. It
parses and runs nothing of a submission. Where a search does not end well, it is done once more in a
new process, so that no submission answers for what another has left behind.
"""

from __future__ import annotations

import socket
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from autograder.channel.frames import ClosedError, Connection, DeadlineError
from autograder.grade.forbidden import read_package, uses_in

if TYPE_CHECKING:  # each search is a fork that imports this file, so it is kept light
    from autograder.grade.plan import Plan
    from autograder.sandbox.host import Host, TrustedProcess

ENTRY = "autograder.grade.searching:main"
_SECONDS = 10
_MEMORY_MB = 1024
_MOST_SECONDS = 3600
"""Of processor time for all submissions together."""
_KEEPS_MB = 64
"""So much more memory may it have used; then it makes way for a new one."""
_CANNOT = (
    "its files cannot be searched for names that the task must not use: they are nested too "
    "deeply, or take too long to parse. Write them in a simpler form"
)

_AT_WORK: WeakKeyDictionary[Host, TrustedProcess] = WeakKeyDictionary()


def searched_apart(host: Host, plan: Plan, folder: Path, checks: Collection[str]) -> dict[str, str]:
    """As `forbidden_messages`, for a stranger's files. Where the search does not end well, every
    task that forbids something counts as one that uses it.
    """
    asked = _asked(plan, checks)
    if not asked:
        return {}
    found = _ask(host, folder, asked) if host in _AT_WORK else None
    if found is None:
        _AT_WORK[host] = host.start(ENTRY)
        found = _ask(host, folder, asked)
    if found is None:
        found = {task: _CANNOT for task, _, _ in asked}
    return _by_check(plan, found)


def at_work(host: Host) -> TrustedProcess | None:
    """The process of ``host`` that searches, and waits for more, if there is one."""
    return _AT_WORK.get(host)


def _ask(host: Host, folder: Path, asked: list[list[Any]]) -> dict[str, str] | None:
    """What the process of ``host`` finds; None where it does not come to an end, and is ended."""
    process = _AT_WORK[host]
    try:
        process.connection.send([str(folder), asked])
        found: dict[str, str] = process.connection.receive(2.0 * _SECONDS)
    except (ClosedError, DeadlineError):
        process.kill()
        del _AT_WORK[host]
        return None
    return found


def forbidden_messages(plan: Plan, folder: Path, checks: Collection[str]) -> dict[str, str]:
    """For each of ``checks`` whose task uses forbidden names: the sentence that says so."""
    return _by_check(plan, _search(folder, _asked(plan, checks)))


def _asked(plan: Plan, checks: Collection[str]) -> list[list[Any]]:
    """Each task of ``checks`` that forbids names, with these and the other tasks."""
    names = [task.name for task in plan.tasks]
    return [
        [task.name, list(task.forbidden), [name for name in names if name != task.name]]
        for task in plan.tasks
        if task.forbidden and any(check.name in checks for check in task.checks)
    ]


def _search(folder: Path, asked: list[list[Any]]) -> dict[str, str]:
    found = {}
    package = read_package(folder) if asked else None
    for task, forbidden, others in asked:
        if package and (uses := uses_in(package, task, tuple(forbidden), others)):
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
    import resource
    import signal

    from autograder.sandbox import limits

    limits.apply(limits.Limits(memory_mb=_MEMORY_MB, cpu_seconds=_MOST_SECONDS))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # which ends a process
    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < _KEEPS_MB * 1024:
        folder, asked = connection.receive()
        signal.setitimer(signal.ITIMER_PROF, _SECONDS)
        found = _search(Path(folder), asked)
        signal.setitimer(signal.ITIMER_PROF, 0)
        connection.send(found)

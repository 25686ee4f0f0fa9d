"""Users for workers: where we are root, each worker runs as a user of its own that owns nothing.

The numbers belong to no account: systemd leaves 60578 to 61183 free for others, and a number under
which anything runs is passed over. A number is held by an abstract socket, so that two graders on
one machine never share one, and so that it is free again however its holder ended.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
from collections.abc import Iterator

from autograder.errors import AutograderError
from autograder.sandbox import capabilities

_BYSTANDER = 60578
"""Never given to a worker."""
NUMBERS = range(60579, 61184)


def become(number: int) -> None:
    """Be the user ``number`` for good, in no group but its own."""
    os.setgroups([])
    os.setresgid(number, number, number)
    os.setresuid(number, number, number)
    if capabilities.effective():
        raise PermissionError("this process keeps root's powers when it changes its user")


def end_all(number: int) -> None:
    """Kill every process of the user ``number`` at once: none has the time to fork again."""
    with _acting_as(number):
        os.kill(-1, signal.SIGKILL)


def in_use(number: int) -> bool:
    """Whether any process, collected or not, is of the user ``number``."""
    try:
        os.getpriority(os.PRIO_USER, number)
    except ProcessLookupError:
        return False
    return True


@contextlib.contextmanager
def _acting_as(number: int) -> Iterator[None]:
    """With the rights of ``number`` and no others, for a moment.

    The real user is neither root, whose processes would be signalled too, nor ``number``, whose
    processes could then signal us.
    """
    os.setresuid(_BYSTANDER, number, 0)
    try:
        if capabilities.effective():  # these would reach every process of the machine
            raise PermissionError("this process keeps root's powers when it changes its user")
        yield
    finally:
        os.setresuid(0, 0, 0)


class Pool:
    """Numbers for workers; one that was given is nobody else's until it comes back."""

    def __init__(self) -> None:
        self._held: dict[int, socket.socket] = {}
        self._free: list[int] = []

    def take(self) -> int:
        """A number under which nothing runs."""
        start = secrets.randbelow(len(NUMBERS))  # other containers' workers share our numbers
        candidates: list[int] = [*self._free, *NUMBERS[start:], *NUMBERS[:start]]
        for number in candidates:
            if self._hold(number) and not in_use(number):
                if number in self._free:
                    self._free.remove(number)
                return number
        raise AutograderError("every user for workers is taken. Grade fewer at a time.")

    def give_back(self, number: int) -> None:
        """End what still runs under ``number``; it may be taken again once nothing does."""
        if in_use(number):
            end_all(number)
        self._free.append(number)

    def _hold(self, number: int) -> bool:
        """Whether this pool has ``number`` and it is free."""
        if number in self._held:
            return number in self._free
        lock = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            lock.bind(f"\0autograder-user-{number}")
        except OSError:
            lock.close()
            return False
        self._held[number] = lock
        return True

    def close(self) -> None:
        """Let others have the numbers."""
        while self._held:
            self._held.popitem()[1].close()

"""Who is there to grade: a scheduler's workers as they come and go, and why one is not used."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from autograder.errors import UsageError
from autograder.grade.cluster_bench import Order, renew, set_up, tear_down
from autograder.grade.cluster_machine import Machine, this_machine

if TYPE_CHECKING:
    from distributed import Client

Say = Callable[[str], None]
"""Gets a line for whoever watches the run."""

PATIENCE = 300.0
"""Seconds without a worker after which a run ends."""
_LOOK_SECONDS = 0.5
_RENEW_SECONDS = 60.0
_ANSWER_SECONDS = 180.0
_LEAVE_SECONDS = 10.0
_GRACE_SECONDS = 5.0
"""How long a run waits for a good worker where there are only bad ones."""
_MOST_NAMED = 5
_MOST_ASKED = 3


class SchedulerGoneError(UsageError):
    """The scheduler of a run is not there any more."""

    def __init__(self) -> None:
        super().__init__(
            "The Dask scheduler is gone. What had ended stands in the journal: start a scheduler "
            "and workers, then start this run again."
        )


@dataclass(eq=False)
class Hand:
    """A Dask worker that grades for us."""

    address: str
    threads: int
    has: dict[str, None] = field(default_factory=dict)
    """The submissions that it has, the oldest first."""
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    lost: frozenset[str] = frozenset()
    """Those that ran in it when it was lost."""

    def end(self, *, lost: bool) -> None:
        """It grades no more for us: the machine is ``lost``, or we do not want it."""
        if lost:
            self.lost = frozenset(list(self.has)[: self.threads])
        self.gone.set()


class Staff:
    """The workers that take part in a run; ``engaged`` gets each one that is ready to grade."""

    def __init__(
        self, client: Client, order: Order, here: Machine, engaged: Callable[[Hand], None],
        say: Say, patience: float,
    ) -> None:  # fmt: skip
        self._client, self._order, self._here = client, order, here
        self._engaged, self._say, self._patience = engaged, say, patience
        self._hands: dict[str, Hand] = {}
        self._asked: set[str] = set()
        """Those that are being asked whether they can take part."""
        self._silent: dict[str, int] = {}
        """How often a worker has not answered."""
        self._refused: dict[str, str] = {}
        self._alone_since: float | None = None
        self._told = False
        """Whether it was said that nobody is there."""
        self._renewed = time.monotonic()

    async def watch(self, over: asyncio.Event, group: asyncio.TaskGroup) -> None:
        """Look after the workers until the run is ``over``. Raises `UsageError` where the scheduler
        is gone, or nobody has been there to grade for too long.
        """
        while not over.is_set():
            found = await self._present()
            for hand in [each for each in self._hands.values() if each.address not in found]:
                self._say(f"{hand.address} is gone: what it had goes to others")
                self.dismiss(hand, lost=True)
            self._refused = {each: why for each, why in self._refused.items() if each in found}
            for address in found.keys() - {*self._hands, *self._asked, *self._refused}:
                self._asked.add(address)
                group.create_task(self._hire(address, found[address]))
            self._demand_somebody()
            if time.monotonic() - self._renewed > _RENEW_SECONDS:
                self._renewed = time.monotonic()
                group.create_task(self._renew())
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), _LOOK_SECONDS)

    def dismiss(self, hand: Hand, *, lost: bool) -> None:
        """Give it nothing more; where it is still there, it is asked again."""
        if self._hands.get(hand.address) is hand:
            del self._hands[hand.address]
        hand.end(lost=lost)

    def refuse(self, address: str, why: str, host: str = "") -> None:
        """Do not use a worker, as long as it is there."""
        if hand := self._hands.get(address):
            self.dismiss(hand, lost=False)
        named = f"{address} on {host}" if host else address
        self._refused[address] = f"{named}: {why.rstrip('.')}"
        self._alone_since = time.monotonic()  # others may be about to come
        self._say(f"A worker is not used. {self._refused[address]}.")

    async def leave(self) -> None:
        """Remove the course from all workers that are still there."""
        if self._client.status != "running":
            return
        with contextlib.suppress(Exception):
            await self._all_answer(tear_down, _LEAVE_SECONDS)

    async def demand_scheduler(self) -> None:
        """Raises `SchedulerGoneError` where the scheduler does not answer."""
        await self._present()

    async def _present(self) -> dict[str, int]:
        """The workers that the scheduler knows, with their threads."""
        try:
            found: dict[str, int] = await asyncio.wait_for(self._client.nthreads(), _ANSWER_SECONDS)
        except Exception as error:
            raise SchedulerGoneError from error
        return found

    async def _hire(self, address: str, threads: int) -> None:
        try:
            why, host = await self._unfit(address)
        except OSError as error:
            why, host = self._no_answer(address, error), ""
            if not why:
                return  # it went away meanwhile, or is asked again
        finally:
            self._asked.discard(address)
        if why:
            self.refuse(address, why, host)
        else:
            self._hands[address] = hand = Hand(address, max(threads, 1))
            self._engaged(hand)

    def _no_answer(self, address: str, error: OSError) -> str:
        """Why a worker that did not answer is not used; "" as long as it is asked again."""
        self._silent[address] = self._silent.get(address, 0) + 1
        if self._silent[address] < _MOST_ASKED:
            return ""
        del self._silent[address]
        return f"it does not answer ({type(error).__name__} {error})"

    async def _unfit(self, address: str) -> tuple[str, str]:
        """Why a worker cannot take part, "" for one that can and is ready now; and its machine."""
        machine = await self._answer(address, this_machine, tuple(self._here.libraries))
        if not isinstance(machine, Machine):
            return f"it has no grader like the one here ({machine!r})", ""
        if why := self._here.unlike(machine):
            return why, machine.host
        why = await self._answer(address, set_up, self._order)
        return (why if isinstance(why, str) else repr(why)), machine.host

    async def _answer(self, address: str, function: Callable[..., object], *words: object) -> Any:
        """What a function gives in a worker, or the exception that it raised there; raises
        `OSError` where the worker does not answer.
        """
        asked = self._client.run(function, *words, workers=[address], on_error="return")
        answers = await asyncio.wait_for(asked, _ANSWER_SECONDS)
        if isinstance(answer := answers.get(address, OSError()), OSError):
            raise answer
        return answer

    async def _all_answer(
        self, function: Callable[..., object], seconds: float
    ) -> dict[str, object]:
        """What a function of the run gives in each worker that has a bench."""
        if not self._hands:
            return {}
        asked = self._client.run(
            function, self._order.run, workers=list(self._hands), on_error="return"
        )
        answers: dict[str, object] = await asyncio.wait_for(asked, seconds)
        return answers

    async def _renew(self) -> None:
        """Tell the workers that we are still here; one that has put the course away is set up
        again.
        """
        with contextlib.suppress(OSError):
            for address, kept in (await self._all_answer(renew, _RENEW_SECONDS)).items():
                if kept is False and address in self._hands:
                    self.dismiss(self._hands[address], lost=False)

    def _demand_somebody(self) -> None:
        if self._hands:
            self._alone_since, self._told = None, False
            return
        now = time.monotonic()
        self._alone_since = self._alone_since or now
        only_bad = self._refused and not self._asked
        if not self._told and not self._refused and not self._asked:
            self._told = True
            self._say(f"There is no worker: waiting up to {self._patience:g} s for one")
        most = min(_GRACE_SECONDS, self._patience) if only_bad else self._patience
        if now - self._alone_since >= most:
            raise UsageError(self._nobody())

    def _nobody(self) -> str:
        later = "The journal stands: then start this run again."
        if not self._refused:
            return (
                f"There has been no worker for {self._patience:g} s. "
                f"Start some with `dask worker ADDRESS`. {later}"
            )
        reasons = list(self._refused.values())
        lines = "\n".join(f"  {reason}" for reason in reasons[:_MOST_NAMED])
        more = f"\n  and {len(reasons) - _MOST_NAMED} more" * (len(reasons) > _MOST_NAMED)
        return (
            f"No worker can be used:\n{lines}{more}\n"
            f"Start workers with the same grader and libraries, on Linux machines that "
            f"`autograder doctor` finds fit. {later}"
        )

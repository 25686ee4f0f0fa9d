"""One run on a cluster: which worker gets which submission, and what becomes of it.

Every submission is given to one worker by name, and only as many as its threads will soon need: so
it is known what a worker had when it is lost, and memory is bounded whatever the class size.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import AutograderError, UsageError
from autograder.grade.bulk import Progress, ended, not_graded
from autograder.grade.cluster_bench import NotSetUpError, Order, grade
from autograder.grade.cluster_machine import Machine
from autograder.grade.cluster_parcel import Parcel, packed
from autograder.grade.cluster_staff import Hand, Say, SchedulerGoneError, Staff
from autograder.grade.queue import MOST_STARTS, Outcome, Queue, State

if TYPE_CHECKING:
    from distributed import Client, Future

_AHEAD = 2
"""Submissions at a worker for each of its threads: the next is there when one has ended."""
_MOST_BYTES = 512 * 2**20
"""Of submissions on their way or at work, besides the largest one."""
_GONE = "the machine that graded it was lost"


class _LostError(Exception):
    """The worker is gone, or not used any more."""


class _Room:
    """Keeps what is sent at a time within ``most`` bytes; what is larger goes alone."""

    def __init__(self, most: int) -> None:
        self._most = self._left = most
        self._changed = asyncio.Condition()

    @contextlib.asynccontextmanager
    async def taken(self, size: int) -> AsyncIterator[None]:
        """Wait for room, and keep it for the time of the context."""
        size = min(size, self._most)
        async with self._changed:
            await self._changed.wait_for(lambda: self._left >= size)
            self._left -= size
        try:
            yield
        finally:
            async with self._changed:
                self._left += size
                self._changed.notify_all()


class Run:
    """Hands out what waits in ``queue``, and puts into it what comes back."""

    def __init__(
        self, client: Client, order: Order, here: Machine, submissions: Mapping[str, Path],
        queue: Queue, progress: Progress, say: Say, patience: float,
    ) -> None:  # fmt: skip
        self._client, self._order = client, order
        self._submissions, self._queue, self._progress = submissions, queue, progress
        self._staff = Staff(client, order, here, self._engaged, say, patience)
        self._room, self._group = _Room(_MOST_BYTES), asyncio.TaskGroup()
        self._out = 0
        """Submissions that somebody has, or is about to take."""
        self._over, self._changed = asyncio.Event(), asyncio.Event()

    async def work(self) -> None:
        """Grade until nothing waits and nothing runs."""
        async with self._group:
            await self._staff.watch(self._over, self._group)

    async def leave(self) -> None:
        """Leave nothing with the workers."""
        await self._staff.leave()

    def _engaged(self, hand: Hand) -> None:
        for _ in range(hand.threads * _AHEAD):
            self._group.create_task(self._serve(hand))

    async def _serve(self, hand: Hand) -> None:
        """Give one submission after the other to a worker."""
        while (name := await self._next(hand)) is not None:
            if outcome := await self._outcome(hand, name):
                await asyncio.to_thread(self._queue.put, name, outcome)
                self._progress(name, outcome)
            else:
                await asyncio.to_thread(self._queue.give_back, name)
            self._out -= 1
            self._tell()
            await self._end_if_done()

    async def _next(self, hand: Hand) -> str | None:
        """The next submission; None where the run is over, or the worker gone. While others still
        run one of them may come back, so it is waited for.
        """
        while not self._over.is_set() and not hand.gone.is_set():
            changed = self._changed
            self._out += 1
            name = await asyncio.to_thread(self._queue.take, counted=False)
            if name is not None:
                return name
            self._out -= 1
            await self._end_if_done()
            if not self._over.is_set():
                await changed.wait()
        return None

    async def _end_if_done(self) -> None:
        """The run is over when nothing runs and nothing waits, whoever is there or not."""
        if not self._out and not await asyncio.to_thread(self._queue.waits):
            self._over.set()
            self._tell()

    def _tell(self) -> None:
        """Wake those who wait for a submission."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def _outcome(self, hand: Hand, name: str) -> Outcome | None:
        """What came of a submission; None where it must wait again."""
        started = time.monotonic()
        parcel = await asyncio.to_thread(self._packed, name)
        if isinstance(parcel, Outcome):
            return parcel
        async with self._room.taken(parcel.size):
            hand.has[name] = None
            try:
                return await self._answer(hand, parcel)
            except _LostError:
                return await self._lost(name, _GONE, started) if name in hand.lost else None
            except SchedulerGoneError:
                raise
            except NotSetUpError:
                self._staff.dismiss(hand, lost=False)
            except AutograderError as error:
                self._staff.refuse(hand.address, str(error))
            except Exception as error:
                await self._staff.demand_scheduler()  # else this says nothing of the submission
                return await self._lost(name, f"grading broke off ({error!r})", started)
            finally:
                hand.has.pop(name, None)
        return None

    def _packed(self, name: str) -> Parcel | Outcome:
        started = time.monotonic()
        try:
            return packed(self._submissions[name])
        except (UsageError, OSError) as error:
            return not_graded(error, started)

    async def _answer(self, hand: Hand, parcel: Parcel) -> Outcome:
        """Have a worker grade; raises `_LostError` as soon as it is known to be gone."""
        if hand.gone.is_set():
            raise _LostError
        future = self._client.submit(
            grade, self._order.run, parcel,
            workers=[hand.address], allow_other_workers=False, pure=False, fifo_timeout=0,
        )  # fmt: skip
        answer = asyncio.ensure_future(_result(future))
        gone = asyncio.ensure_future(hand.gone.wait())
        try:
            await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():
                raise _LostError
            if answer.cancelled():
                raise SchedulerGoneError
            return answer.result()
        finally:
            gone.cancel()
            answer.cancel()
            future.release()

    async def _lost(self, name: str, what: str, started: float) -> Outcome | None:
        """It waits again, but not for ever: it may be what takes the machines down."""
        starts = await asyncio.to_thread(self._queue.lost, name)
        if starts < MOST_STARTS:
            return None
        problem = f"{what}, {starts} times. Grade it alone with autograder grade, and look"
        return ended(State.FAULT, started, problem=problem)


async def _result(future: Future) -> Outcome:
    """What a task gave: the futures of an asynchronous client are awaited."""
    outcome: Outcome = await future
    return outcome

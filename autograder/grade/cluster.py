"""A class graded by the workers of a Dask scheduler: the same results, in the same journal.

This program hands submissions out and keeps the journal. It grades nothing itself, so it may run
where a stranger's code could not be held.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import socket
import warnings
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import AutograderError, UsageError
from autograder.grade.bulk import Progress
from autograder.grade.cluster_bench import Order
from autograder.grade.cluster_course import course_files
from autograder.grade.cluster_machine import Machine, this_machine
from autograder.grade.cluster_run import Run
from autograder.grade.cluster_staff import PATIENCE, Say
from autograder.grade.course_plans import course_plan
from autograder.grade.plan import Course
from autograder.grade.queue import Queue

if TYPE_CHECKING:
    from distributed import Client

_CONNECT_SECONDS = 10
_NOT_INSTALLED = (
    "--scheduler needs Dask, which is not installed here. "
    "Run: python -m pip install 'ml-course-autograder[cluster]'"
)
_OPTIONS = {"distributed.admin.large-graph-warning-threshold": "1 GB"}
"""Dask would warn of a submission that is larger than 10 MB."""


def grade_on_cluster(
    course: Course,
    module: str,
    submissions: Mapping[str, Path],
    queue: Queue,
    scheduler: str,
    *,
    hints: bool,
    progress: Progress,
    say: Say,
    patience: float = PATIENCE,
) -> None:
    """Grade what waits in ``queue`` on the workers of the Dask scheduler at an address such as
    ``tcp://10.0.0.1:8786``. ``say`` gets what whoever watches should know of the workers.

    Workers may come and go. Raises `UsageError` where there is no scheduler, where it goes away,
    and where there has been no worker to grade with for ``patience`` seconds; the journal can then
    be taken up again.
    """
    try:
        import dask
        import distributed  # noqa: F401
    except ImportError:
        raise UsageError(_NOT_INSTALLED) from None
    name = hashlib.sha256(f"{socket.gethostname()} {queue.path.resolve()}".encode()).hexdigest()
    order = Order(name[:16], course_files(course, module), hints)
    here = this_machine(course_plan(course, module).libraries)

    async def main() -> None:
        async with _connected(scheduler) as client:
            await _demand_grader(client, scheduler, here)
            run = Run(client, order, here, submissions, queue, progress, say, patience)
            try:
                await run.work()
            finally:
                await run.leave()

    with dask.config.set(_OPTIONS), _quiet():
        try:
            asyncio.run(main())
        except BaseExceptionGroup as group:
            raise _first(group) from None


@contextlib.asynccontextmanager
async def _connected(scheduler: str) -> AsyncIterator[Client]:
    from distributed import Client

    try:
        client = await Client(
            scheduler, asynchronous=True, timeout=_CONNECT_SECONDS, set_as_default=False
        )
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        reason = str(error).strip().split("\n")[0]
        warnings.filterwarnings("ignore", r"coroutine .* was never awaited", RuntimeWarning)
        raise UsageError(
            f"{scheduler}: no Dask scheduler answers there ({reason}). Start one with "
            "`dask scheduler`, and give the address that it prints."
        ) from error
    try:
        yield client
    finally:
        with contextlib.suppress(Exception):
            await client.close(timeout=2)


async def _demand_grader(client: Client, scheduler: str, here: Machine) -> None:
    """Submissions pass through the scheduler, which must know what they are."""
    try:
        await client.run_on_scheduler(this_machine, tuple(here.libraries))
    except Exception as error:
        raise UsageError(
            f"{scheduler}: the grader cannot be loaded there ({error!r}). Start the scheduler in "
            "the environment in which the grader is installed."
        ) from error


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """What goes wrong with the connection is said by us, once."""
    before = logging.root.manager.disable
    logging.disable()
    try:
        yield
    finally:
        logging.disable(before)


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The one error of several that is for people, else the first."""
    found = _flat(group)
    return next((each for each in found if isinstance(each, AutograderError)), found[0])


def _flat(group: BaseExceptionGroup[BaseException]) -> list[BaseException]:
    flat: list[BaseException] = []
    for each in group.exceptions:
        flat += _flat(each) if isinstance(each, BaseExceptionGroup) else [each]
    return flat

"""For which failing checks a small call is looked for, and where that is done."""

from __future__ import annotations

import signal
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from autograder.channel.local import LocalTransport
from autograder.channel.packages import load_probes
from autograder.channel.recordings import Recordings
from autograder.grade.counterexample import SECONDS, Failed, Sides, Smallest, recorded, shrunk
from autograder.grade.explaining import Ended
from autograder.model import Verdict
from autograder.sandbox.client import Submission, WorkerClient
from autograder.sandbox.host import forks_safely
from autograder.sandbox.worker import probes_of
from autograder.sandbox.workers import ForkedWorkers

if TYPE_CHECKING:
    from autograder.grade.specs import SubmissionSpec

_CHECKS = 3
_LONGEST = SECONDS + 0.5
"""Seconds after which the search is killed: a single call hangs."""
_TELLING = (Verdict.FAILED, Verdict.ERROR)
"""Ends of checks that an answer has brought about."""


class SmallCalls:
    """The failing public checks of one submission, of a few tasks."""

    def __init__(
        self,
        module: str,
        submission: SubmissionSpec,
        public: Collection[str],
        ended: Mapping[str, Ended],
    ) -> None:
        self._module, self._submission = module, submission
        self._failing = {
            name: Failed(name, ended[name].student, ended[name].compared)
            for name in public
            if name in ended and ended[name].verdict in _TELLING
        }

    def recorded(self, recordings: Recordings, client: WorkerClient) -> Iterator[Smallest]:
        """Recorded small calls that the submission gets wrong, as ``client`` says."""
        small = {name: check.small for name, check in recordings.checks.items() if check.small}
        checks = [each.check for each in self._first(lambda failed: failed.check in small)]
        sides = Sides(client, fresh=forks_safely())
        yield from recorded(self._module, checks, sides, small)

    def shrunk(self, reference: LocalTransport, workers: ForkedWorkers) -> Iterator[Smallest]:
        """Calls of the checks made smaller: in a fork, since the reference may hang on a call that
        nobody thought of.
        """
        from autograder.sandbox.apart import in_a_fork  # not on systems that cannot fork

        probes = probes_of(load_probes(self._module, self._submission.probes))
        plain = frozenset(self._submission.tasks) - set(probes)
        failing = self._first(lambda failed: failed.asks(plain))
        if not failing:
            return
        with workers.separate() as own:

            def work() -> Iterator[list[str]]:
                signal.signal(signal.SIGALRM, signal.SIG_DFL)  # which ends a process
                signal.setitimer(signal.ITIMER_REAL, _LONGEST)
                sides = Sides(self._client(own))
                for each in shrunk(self._module, failing, sides, reference, plain):
                    yield [each.check, each.text]

            for check, text in in_a_fork(work, cpu=_LONGEST, wall=_LONGEST):
                yield Smallest(check, text)

    def _client(self, workers: ForkedWorkers) -> WorkerClient:
        submission = self._submission
        loaded = Submission(self._module, submission.folder, submission.probes)
        return WorkerClient(workers.start, loaded, SECONDS)

    def _first(self, wanted: Callable[[Failed], bool]) -> list[Failed]:
        """The first failing check of each task for which one can look, of the first few tasks."""
        of_tasks = (
            [self._failing[name] for name in checks if name in self._failing]
            for _, _, checks in self._submission.structure
        )
        found = ([each for each in failing if wanted(each)][:1] for failing in of_tasks)
        return [each for few in found for each in few][:_CHECKS]

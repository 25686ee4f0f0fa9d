"""The judge: the trusted process in which real pytest runs the checks of one module.

It loads pytest, the tests and the reference once. For each submission it forks (where it can) a
copy of itself that runs the checks against a worker and tells the grader how each ended.
"""

from __future__ import annotations

import os
import socket
import sys
import traceback
from pathlib import Path

import pytest

from autograder.channel.frames import ClosedError, Connection
from autograder.channel.packages import load_package, reserve_package
from autograder.grade.explaining import Catalogue
from autograder.grade.kept import HandedBack, Kept
from autograder.grade.session import SubmissionRun, recordings_of
from autograder.grade.specs import ModuleSpec, SubmissionSpec
from autograder.sandbox.workers import Bounds, ForkedWorkers, SpawnedWorkers, Workers, own_control

_NO_USE = (
    *("cacheprovider", "terminal", "faulthandler", "logging", "junitxml", "doctest", "pastebin"),
    *("threadexception", "unraisableexception", "warnings", "setuponly", "setupplan", "stepwise"),
)
"""Plugins of pytest's own of which nobody reads the results; some work for each item."""


class JudgePlugin:
    """Pytest's hooks in the judge: collect once, then serve submissions instead of running at
    once.
    """

    def __init__(
        self, stream: Connection, launcher: socket.socket | None, spec: ModuleSpec
    ) -> None:
        self._stream, self._launcher, self._spec = stream, launcher, spec
        self._spawned = SpawnedWorkers(tuple(spec.libraries))
        self._broken: list[str] = []
        self._catalogue: Catalogue | None = None
        self._kept = Kept()

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._broken.append(str(report.longrepr))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if self._broken:
            self._stream.send(["broken", "\n".join(self._broken)])
            return True
        self._stream.send(["ready", [item.name for item in session.items]])
        items = {item.name: item for item in session.items}
        for item in session.items:
            item.location  # noqa: B018  (remembered by the item: found once, not in each fork)
        while True:
            try:
                _, submission = self._stream.receive()
            except ClosedError:
                return True
            self._grade(items, SubmissionSpec(**submission))

    def _grade(self, items: dict[str, pytest.Item], submission: SubmissionSpec) -> None:
        """In a fork of this process where there is a launcher, so that nothing is kept between two
        but answers of the reference and of known mistakes.
        """
        if self._launcher is None:
            self._run(items, submission, self._spawned)
            if submission.again:
                self._spawned.have_spare()
            return
        if submission.structure and self._spec.reference and self._catalogue is None:
            self._catalogue = _catalogue(self._spec)  # once for all submissions
        if self._spec.recordings and not self._spec.reference:
            recordings_of(self._spec.recordings)  # once, too
        with HandedBack() as found:
            judge, pid = os.getpid(), os.fork()
            if pid == 0:
                self._run_and_leave(items, submission, self._launcher, judge, found)
            _, status = os.waitpid(pid, 0)
            if status:
                self._stream.send(["died", os.waitstatus_to_exitcode(status)])
            else:
                found.taken_over(self._kept)

    def _run_and_leave(
        self,
        items: dict[str, pytest.Item],
        submission: SubmissionSpec,
        launcher: socket.socket,
        judge: int,
        found: HandedBack,
    ) -> None:
        from autograder.sandbox.limits import end_with

        status = 1
        try:
            end_with(judge)
            self._stream.send(["runs", os.getpid()])
            bounds = Bounds(
                submission.memory_mb,
                submission.cpu_seconds,
                submission.held,
                submission.scratch_mb,
            )
            with own_control(launcher) as control:
                launcher.close()
                self._run(items, submission, ForkedWorkers(control, bounds))
            found.hand_back(self._kept)
            status = 0
        finally:
            os._exit(status)

    def _run(
        self, items: dict[str, pytest.Item], submission: SubmissionSpec, workers: Workers
    ) -> None:
        run = SubmissionRun(self._stream, self._spec, submission, workers, self._kept)
        wanted = [items[name] for name in submission.checks if name in items]
        run.run(wanted, self._catalogue if submission.structure else None)


def main(stream: Connection, launcher: socket.socket | None) -> None:
    """Entry point of a judge: waits for its module, then serves submissions until the grader
    leaves.
    """
    _, data = stream.receive()
    spec = ModuleSpec(**data)
    try:
        _prepare(spec)
        os.chdir(Path(spec.tests).anchor)  # a folder of its own would outlive it: judges are killed
        pytest.main(_arguments(spec), plugins=[JudgePlugin(stream, launcher, spec)])
    except Exception:
        stream.send(["broken", traceback.format_exc()])


def _catalogue(spec: ModuleSpec) -> Catalogue:
    recordings = Path(spec.recordings) if spec.recordings else None
    return Catalogue.of(Path(spec.reference), recordings, spec.libraries)


def _prepare(spec: ModuleSpec) -> None:
    """The reference under its own name; a submission's package is never imported here."""
    import numpy.ma  # noqa: F401  (which numpy's median imports, else in each fork)

    sys.dont_write_bytecode = True
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.stdout = sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115  (never closed)
    if spec.reference:
        load_package(spec.module, Path(spec.reference))
    else:
        reserve_package(spec.module, Path(spec.folder))


def _arguments(spec: ModuleSpec) -> list[str]:
    """Nothing of a submission or of its surroundings configures this pytest."""
    files = [str(path) for name in spec.files if (path := Path(spec.tests) / name).is_file()]
    plugins = [*(f"no:{name}" for name in _NO_USE), "autograder.checks.plugin"]
    switches = [switch for name in plugins for switch in ("-p", name)]
    root = str(Path(spec.tests).parent.parent)
    return [
        *("-c", os.devnull, "--rootdir", root, "--import-mode=importlib", "--noconftest"),
        *("--capture=no", *switches, *files),
    ]

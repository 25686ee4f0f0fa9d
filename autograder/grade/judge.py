"""The judge: the trusted process in which real pytest runs the checks of one module.

It loads pytest, the tests and the reference once. Where it can fork, a deputy (see
`autograder.grade.deputy`) runs the checks of each submission against a worker, and tells the grader
how each ended.
"""

from __future__ import annotations

import os
import socket
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from autograder.channel.frames import ClosedError, Connection
from autograder.channel.packages import load_package, loaded_modules, reserve_package
from autograder.grade.deputy import MOST, Deputy, Work, appointed
from autograder.grade.explaining import Catalogue
from autograder.grade.kept import Kept
from autograder.grade.session import SubmissionRun, recordings_of
from autograder.grade.specs import ModuleSpec, SubmissionSpec
from autograder.model import Verdict
from autograder.sandbox.workers import Bounds, ForkedWorkers, SpawnedWorkers, Workers, own_control

_NO_USE = (
    *("cacheprovider", "terminal", "faulthandler", "logging", "junitxml", "doctest", "pastebin"),
    *("threadexception", "unraisableexception", "warnings", "setuponly", "setupplan", "stepwise"),
)
"""Plugins of pytest's own of which nobody reads the results; some work for each item."""

Items = Mapping[str, pytest.Function]


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
        self._deputy: Deputy | None = None

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._broken.append(str(report.longrepr))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if self._broken:
            self._stream.send(["broken", "\n".join(self._broken)])
            return True
        self._stream.send(["ready", [item.name for item in session.items]])
        items: Items = {item.name: item for item in session.items}  # type: ignore[misc]
        for item in session.items:
            item.location  # noqa: B018  (remembered by the item: found once, not in each fork)
        while True:
            try:
                _, submission = self._stream.receive()
            except ClosedError:
                return True
            self._grade(items, submission)

    def _grade(self, items: Items, submission: Mapping[str, Any]) -> None:
        """In a deputy where there is a launcher; this process itself runs no check there."""
        spec = SubmissionSpec(**submission)
        if self._launcher is None:
            self._run(items, spec, self._spawned)
            self._stream.send(["done"])
            if spec.again:
                self._spawned.have_spare()
            return
        if spec.structure and self._spec.reference and self._catalogue is None:
            self._catalogue = _catalogue(self._spec)  # once for all submissions
            self._dismiss()  # it has none
        if self._spec.recordings and not self._spec.reference:
            recordings_of(self._spec.recordings)  # once, too
        self._stream.send(["done"] if self._run_by_deputy(items, submission) else ["died"])

    def _run_by_deputy(self, items: Items, submission: Mapping[str, Any]) -> bool:
        """Whether the deputy came to an end with this submission."""
        deputy = self._deputy or self._new_deputy(items)
        self._deputy = None
        try:
            goes_on = deputy.run(submission, self._kept)
        except ClosedError:  # it died while it had nothing to do
            deputy.end()
            deputy = self._new_deputy(items)
            goes_on = deputy.run(submission, self._kept)
        if goes_on:
            self._deputy = deputy
        else:
            deputy.end()
        return goes_on is not None

    def _new_deputy(self, items: Items) -> Deputy:
        modules = {id(item.module): item.module for item in items.values()}
        modules |= {id(each): each for each in loaded_modules(self._spec.module)}
        # A reference whose time is measured must be as cold each time as the submission's code is.
        most = 1 if self._spec.timed else MOST
        return appointed(lambda: self._work(items), self._kept, [*modules.values()], most)

    def _dismiss(self) -> None:
        if self._deputy is not None:
            self._deputy.end()
            self._deputy = None

    def _work(self, items: Items) -> Work:
        """In a deputy: what runs a submission."""
        assert self._launcher is not None
        control = own_control(self._launcher)
        self._launcher.close()

        def work(submission: Mapping[str, Any]) -> list[Verdict]:
            spec = SubmissionSpec(**submission)
            bounds = Bounds(spec.memory_mb, spec.cpu_seconds, spec.held, spec.scratch_mb)
            self._stream.send(["runs", os.getpid()])
            return self._run(items, spec, ForkedWorkers(control, bounds))

        return work

    def _run(self, items: Items, submission: SubmissionSpec, workers: Workers) -> list[Verdict]:
        run = SubmissionRun(self._stream, self._spec, submission, workers, self._kept)
        wanted = [items[name] for name in submission.checks if name in items]
        run.run(wanted, self._catalogue if submission.structure else None)
        return run.verdicts


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

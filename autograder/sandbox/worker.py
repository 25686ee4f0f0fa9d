"""The untrusted process: it holds one submission's code and answers calls with plain values.

Nothing here is secret and nothing here is believed: the judge measures time itself, decodes what
comes
back with `autograder.channel.reader`, and takes every answer as a claim of the student's code.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import Any

import autograder.checks  # noqa: F401  (probes use it: loaded once, before the workers are forked)
from autograder.channel.callbacks import opened, put_in
from autograder.channel.frames import ClosedError, Connection
from autograder.channel.local import made, raised, seed_everything, through
from autograder.channel.outcome import Outcome, Unsendable, Value
from autograder.channel.packages import load_package, load_probes
from autograder.channel.wire import WireError, encoded
from autograder.sandbox.prints import Tail

_NO_ROOM = "the message does not fit in memory"


class Worker:
    """Answers the judge until the connection closes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._package: ModuleType | None = None
        self._probes: Mapping[str, Any] = {}
        self._folder = Path()
        self._prints = Tail()

    def serve(self) -> None:
        """Answer messages in turn; returns when the judge is gone."""
        sys.stdout = sys.stderr = self._prints
        while True:
            try:
                kind, *rest = self._connection.receive()
            except ClosedError:
                return
            self._reply(self._answer(kind, rest))

    def _answer(self, kind: str, rest: list[Any]) -> Outcome:
        if kind == "load":
            return self._load(*rest)
        if kind == "seed":
            seed_everything(rest[0])
            return Value(None)
        if self._package is None:
            return Unsendable("nothing: no package is loaded")
        try:
            name, args, kwargs, methods, seed = rest
            if seed is not None:
                seed_everything(seed)
            args, kwargs = put_in(args, kwargs, methods, self._ask_back)
            outcome = made(self._package, self._probes, self._folder, kind, name, args, kwargs)
            return through(outcome, encoded, self._folder)
        except MemoryError as error:  # while its result was copied
            return raised(error, self._folder)

    def _ask_back(
        self, slot: int | str, method: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        return opened(self._connection.ask_back(("callback", slot, method, args, kwargs)))

    def _load(self, name: str, folder: str, probes: str) -> Outcome:
        self._folder = Path(folder)
        sys.path.append(str(self._folder.parent))
        try:
            module = load_probes(name, probes)
            self._probes = probes_of(module)
            self._package = load_package(name, self._folder)
        except (KeyboardInterrupt, GeneratorExit):
            raise
        except BaseException as error:
            return raised(error, self._folder)
        return Value(None)

    def _reply(self, outcome: Outcome) -> None:
        prints = self._prints.take()
        try:
            self._connection.reply((*packed(outcome), prints))
        except WireError as error:
            self._connection.reply((*packed(Unsendable(str(error))), prints))
        except MemoryError:
            self._connection.reply((*packed(Unsendable(_NO_ROOM)), prints))


def probes_of(module: ModuleType | None) -> dict[str, Any]:
    """The functions of a probes module, by name."""
    return (
        {}
        if module is None
        else {name: value for name, value in vars(module).items() if callable(value)}
    )


def packed(outcome: Outcome) -> tuple[str, Any]:
    """An outcome as plain data for the wire."""
    if isinstance(outcome, Value):
        return "value", outcome.value
    if isinstance(outcome, Unsendable):
        return "unsendable", outcome.reason
    frames = [list(asdict(frame).values()) for frame in outcome.frames]
    return "raised", [list(outcome.types), outcome.message, frames]


def main(connection: Connection) -> None:
    """Serve until the judge is gone, then leave without running anybody's exit handlers."""
    gc.enable()
    try:
        Worker(connection).serve()
    finally:
        os._exit(0)

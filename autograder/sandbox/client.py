"""The judge's end of a worker: start it, load the submission, make calls, and survive its death."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from autograder.channel.advice import MAIN_GUARD, advised, frame_lines
from autograder.channel.callbacks import Slots, answered, taken_out
from autograder.channel.frames import ClosedError, Connection, DeadlineError, ProtocolError
from autograder.channel.outcome import (
    CheckEnded,
    Frame,
    ImportEnded,
    Outcome,
    Raised,
    Unsendable,
    Value,
)
from autograder.channel.signs import shown
from autograder.model import Verdict

_MAX_TEXT = 2200
"""Characters of an exception's text, or of what a call printed: a little more than a worker
sends."""
_MAX_TYPES, _MAX_FRAMES = 20, 6


class WorkerProcess(Protocol):
    """A worker as its parent sees it; it finds its submission in ``folder``."""

    connection: Connection
    folder: str

    def kill(self) -> None:
        """End the process and everything that it started."""

    def seconds(self) -> float:
        """A clock of the process that the process itself cannot set."""


@dataclass(frozen=True)
class Submission:
    """What a worker loads: the package's name and folder, and the text of the module's probes."""

    module: str
    folder: str
    probes: str


class WorkerClient:
    """A `Transport` to a worker that is started when needed and replaced when it died.

    ``seconds`` is what the student's code may take within one check, its import not counted.
    """

    def __init__(
        self, start: Callable[[str], WorkerProcess], submission: Submission, seconds: float
    ) -> None:
        self._start, self._submission, self._seconds = start, submission, seconds
        self._whole = seconds
        self._left = seconds
        self._seed: int | None = None
        self._process: WorkerProcess | None = None
        self._load_end: CheckEnded | None = None
        self._was_loaded = False
        self.last_seconds = 0.0
        """What the last call took, by the clock of its process."""

    def allow(self, seconds: float | None) -> None:
        """Give the next check time of its own; with None what every check has."""
        self._seconds = self._whole if seconds is None else seconds

    def begin(self, seed: int) -> None:
        """A new check: its time starts anew, and the worker is seeded before its first call."""
        self._left, self._seed = self._seconds, seed

    def __call__(
        self, kind: str, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[Outcome, str]:
        process = self._ready()
        plain_args, plain_kwargs, slots = taken_out(args, kwargs)
        methods = {slot: each.methods for slot, each in slots.items()}
        message = [kind, name, plain_args, plain_kwargs, methods, self._seed]
        self._seed = None
        began = process.seconds()
        outcome, prints = self._ask(process, message, slots)
        self.last_seconds = max(0.0, process.seconds() - began)
        _end_where_out_of_memory(outcome)
        return outcome, prints

    def close(self) -> None:
        """End the worker, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process = None

    def _ready(self) -> WorkerProcess:
        """A worker that has loaded the submission; a submission that cannot load ends every
        check.
        """
        if self._load_end is not None:
            # Without it the traceback would grow with every check that ends here.
            raise self._load_end.with_traceback(None)
        if self._process is None:
            self._process = self._start(self._submission.folder)
            self._load(self._process)
        return self._process

    def _load(self, process: WorkerProcess) -> None:
        asked = ["load", self._submission.module, process.folder, self._submission.probes]
        left, self._left = self._left, self._seconds
        try:
            outcome, _ = self._ask(process, asked)
            self._left = left
            if not isinstance(outcome, Value):
                message = _load_message(self._submission, outcome)
                kind = outcome.types[0] if isinstance(outcome, Raised) else ""
                raise CheckEnded(Verdict.ERROR, message, kind)
        except CheckEnded as ended:
            self.close()
            text = ended.message
            if ended.verdict is not Verdict.ERROR:
                text = f"importing {self._submission.module}: {text}.\n  {MAIN_GUARD}."
            # Code that has seen inputs before, in a worker that died, may have put them into the
            # text.
            end = CheckEnded if self._was_loaded else ImportEnded
            self._load_end = end(ended.verdict, text, ended.exception)
            raise self._load_end from None
        self._was_loaded = True

    def _ask(
        self, process: WorkerProcess, message: list[Any], slots: Slots | None = None
    ) -> tuple[Outcome, str]:
        """One exchange; a worker that does not answer in time, or properly, is killed."""
        known = slots or {}
        started = time.monotonic()
        try:
            answer = process.connection.ask(
                message, self._left, lambda asked: answered(known, asked) if known else None
            )
            return unpacked(answer)
        except CheckEnded:
            self.close()  # in the middle of a call
            raise
        except DeadlineError:
            self.close()
            raise CheckEnded(
                Verdict.TIMEOUT,
                f"no answer within {self._seconds:g} s. "
                "Look for a loop that never ends, or a lock that is never given back",
            ) from None
        except ClosedError:
            self.close()
            raise CheckEnded(
                Verdict.CRASHED,
                "the process that ran your code died. "
                "Look for os._exit, a crash in a library, or endless recursion",
            ) from None
        except ProtocolError as error:
            self.close()
            raise CheckEnded(Verdict.CRASHED, f"the process broke the protocol: {error}") from None
        finally:
            self._left = max(0.0, self._left - (time.monotonic() - started))


def unpacked(answer: Any) -> tuple[Outcome, str]:
    """An answer of a worker as an outcome and its prints; raises `ProtocolError` on any other
    form.
    """
    match answer:
        case ("value", value, str(prints)):
            return Value(value), _text(prints, _MAX_TEXT)
        case ("unsendable", str(reason), str(prints)):
            return Unsendable(_text(reason)), _text(prints, _MAX_TEXT)
        case ("raised", [[str(), *_] as types, str(message), list(frames)], str(prints)):
            if all(isinstance(name, str) for name in types):
                names = tuple(_text(name) for name in types[:_MAX_TYPES])
                own = tuple(map(_frame, frames[-_MAX_FRAMES:]))
                return Raised(names, _text(message, _MAX_TEXT), own), _text(prints, _MAX_TEXT)
    raise ProtocolError("its answer has no known form")


def _frame(data: Any) -> Frame:
    match data:
        case [str(path), int(line), str(function), str(code)]:
            return Frame(_text(path), line % 2**31, _text(function), _text(code))
    raise ProtocolError("a frame of its traceback has no known form")


def _text(text: str, most: int = 200) -> str:
    """A stranger's text as it may be shown: bounded, encodable, and without control characters."""
    return shown(text[:most].encode("utf-8", "replace").decode("utf-8"))


def _end_where_out_of_memory(outcome: Outcome) -> None:
    if not isinstance(outcome, Raised):
        return
    torch_says = outcome.types[0] == "RuntimeError" and "can't allocate memory" in outcome.message
    if "MemoryError" in outcome.types or torch_says:
        what = f"it asked for more memory than this module allows ({outcome.summary[:200]})"
        raise CheckEnded(Verdict.MEMORY, "\n  ".join([what, *frame_lines(outcome.frames)]))


def _load_message(submission: Submission, outcome: Outcome) -> str:
    if not isinstance(outcome, Raised):
        return f"importing {submission.module} gave no answer"
    files = [path.name for path in sorted(Path(submission.folder).glob("*.py"))]
    what = f"{submission.module} cannot be imported: {outcome.summary}"
    return "\n  ".join([what, *advised(outcome, files)])

"""Calls in this very process, with the same copying codec: for the reference, and for debugging."""

from __future__ import annotations

import os
import random
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.channel.callbacks import asked_here, put_in, taken_out
from autograder.channel.dtypes import torch_if_loaded
from autograder.channel.outcome import CheckEnded, Frame, Outcome, Raised, Unsendable, Value
from autograder.channel.reader import decode
from autograder.channel.wire import WireError, encode
from autograder.late import np

_MAX_MESSAGE = 2000
_MAX_FRAMES = 6


def seed_everything(seed: int) -> None:
    """Seed ``random``, numpy's global state and, where it is loaded, torch.

    Not with ``torch.manual_seed``: for every kind of device that is not in use it notes down where
    it was called from, which takes milliseconds.
    """
    random.seed(seed)
    np.random.seed(seed % 2**32)
    torch = torch_if_loaded()
    if torch is not None:
        torch.default_generator.manual_seed(seed)
        if torch.cuda.is_initialized():
            torch.cuda.manual_seed_all(seed)


class RandomState:
    """The global random generators of one side, kept apart from those of others in this process."""

    def __init__(self) -> None:
        self._state: Any = None

    def seed(self, seed: int) -> None:
        """Start anew from ``seed``, and leave the process's own generators as they are."""
        outside = random_state()
        seed_everything(seed)
        self._state = random_state()
        set_random_state(outside)

    def __enter__(self) -> None:
        self._outside = random_state()
        if self._state is not None:
            set_random_state(self._state)

    def __exit__(self, *_error: object) -> None:
        self._state = random_state()
        set_random_state(self._outside)


def random_state() -> tuple[Any, Any, Any]:
    """The state of this process's own generators, for `set_random_state`."""
    torch = torch_if_loaded()
    return random.getstate(), np.random.get_state(), torch.get_rng_state() if torch else None


def set_random_state(state: tuple[Any, Any, Any]) -> None:
    """Put the generators back to where they were."""
    random.setstate(state[0])
    np.random.set_state(state[1])
    torch = torch_if_loaded()
    if torch is not None and state[2] is not None:
        torch.set_rng_state(state[2])


class LocalTransport:
    """Runs calls on ``package`` here. Arguments and results are copies, as over the wire."""

    def __init__(self, package: ModuleType, probes: Mapping[str, Any], folder: Path) -> None:
        self._package, self._probes, self._folder = package, probes, folder
        self._random = RandomState()

    def seed(self, seed: int) -> None:
        """Seed the code behind this transport, as a worker is seeded for each check."""
        self._random.seed(seed)

    def __call__(
        self, kind: str, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[Outcome, str]:
        plain_args, plain_kwargs, slots = taken_out(args, kwargs)
        copied_args, copied_kwargs = decode(encode((plain_args, plain_kwargs)))
        methods = {slot: each.methods for slot, each in slots.items()}
        copied_args, copied_kwargs = put_in(copied_args, copied_kwargs, methods, asked_here(slots))
        with self._random:
            return (
                perform(
                    self._package,
                    self._probes,
                    self._folder,
                    kind,
                    name,
                    copied_args,
                    copied_kwargs,
                ),
                "",
            )


def perform(
    package: ModuleType,
    probes: Mapping[str, Any],
    folder: Path,
    kind: str,
    name: str,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> Outcome:
    """Make one call and catch whatever it does; the value in the outcome is a copy."""
    outcome = made(package, probes, folder, kind, name, args, kwargs)
    return through(outcome, lambda value: decode(encode(value)), folder)


def through(outcome: Outcome, carry: Callable[[Any], Any], folder: Path) -> Outcome:
    """The outcome with its value carried over by ``carry``, where that can be done."""
    if not isinstance(outcome, Value):
        return outcome
    try:
        return Value(carry(outcome.value))
    except WireError as error:
        return Unsendable(str(error))
    except Exception as error:  # a container of the student's own class, or no memory for a copy
        return raised(error, folder)


def made(
    package: ModuleType,
    probes: Mapping[str, Any],
    folder: Path,
    kind: str,
    name: str,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> Outcome:
    """Make one call and catch whatever it does; the value in the outcome is the code's own."""
    try:
        target = partial(probes[name], package) if kind == "probe" else _task(package, name)
        return Value(target(*args, **kwargs))
    except (KeyboardInterrupt, GeneratorExit, CheckEnded):
        raise
    except BaseException as error:
        return raised(error, folder)


def _task(package: ModuleType, name: str) -> Any:
    if not hasattr(package, name):
        where = Path(package.__file__ or "__init__.py").name
        raise AttributeError(
            f"{package.__name__} has no {name}. Define it and import it in {where}."
        )
    return getattr(package, name)


def raised(error: BaseException, folder: Path) -> Raised:
    """An exception as plain words, with the frames that are the student's own."""
    names = tuple(kind.__name__ for kind in type(error).__mro__ if kind is not object)
    try:
        message = str(error).replace(f"{folder.parent}{os.sep}", "")[:_MAX_MESSAGE]
    except Exception:
        message = "(its text cannot be shown: __str__ raised)"
    return Raised(names, message, own_frames(error, folder), error)


def own_frames(error: BaseException, folder: Path) -> tuple[Frame, ...]:
    """The frames of ``error`` inside ``folder``, outermost first, the last few only."""
    root = str(folder) + os.sep
    steps = traceback.extract_tb(error.__traceback__)
    own = [step for step in steps if step.filename.startswith(root)]
    frames = [
        Frame(Path(step.filename).name, step.lineno or 0, step.name, step.line or "")
        for step in own[-_MAX_FRAMES:]
    ]
    return (*frames, *_unread_line(error, root))


def _unread_line(error: BaseException, root: str) -> list[Frame]:
    """The line that Python could not read: no frame stands for it, since it never ran."""
    path = error.filename if isinstance(error, SyntaxError) else None
    if not isinstance(error, SyntaxError) or not isinstance(path, str):
        return []
    line = error.lineno if isinstance(error.lineno, int) else 0
    code = error.text.strip() if isinstance(error.text, str) else ""
    return [Frame(Path(path).name, line, "<module>", code)] if path.startswith(root) else []

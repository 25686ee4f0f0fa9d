"""Which layers around a worker this machine can enforce, and whether that holds foreign code.

Nothing here is believed: the layers are tried on a process of our own. This file is imported on
every system.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import UsageError
from autograder.sandbox.host import START_VARIABLE, forks_safely

_SPAWNS = f"nothing holds a worker that is a new interpreter ({START_VARIABLE} asks for it)"
_TRUST = "For your own code use --trust, which holds it to its time only"


@dataclass(frozen=True)
class Layer:
    """One layer, whether it is in force here, and what that means."""

    name: str
    enforced: bool
    meaning: str


@dataclass(frozen=True)
class Layers:
    """What was found: ``landlock`` is the version of its interface, ``missing`` says why a layer is
    not in force, by its key in `NAMES`.
    """

    own_user: bool = False
    landlock: int = 0
    missing: Mapping[str, str] = field(default_factory=dict)

    @property
    def seccomp(self) -> bool:
        """Whether system calls are filtered."""
        return "seccomp" not in self.missing

    @property
    def hold(self) -> bool:
        """Whether code of strangers can be held here: an own user or Landlock keeps it from the
        tests, and all the other layers are needed in any case.
        """
        return not self.reason

    @property
    def reason(self) -> str:
        """Why it cannot be held here, as a sentence without a full stop; "" where it can."""
        if sys.platform != "linux":
            return "only Linux can keep a stranger's code from reading the tests"
        for key in [key for key in NAMES if key in self.missing and key not in _EITHER]:
            return f"{NAMES[key]} cannot be put into force here ({self.missing[key]})"
        if self.missing.keys() >= _EITHER:
            return (
                "a stranger's code could read the tests here: "
                f"no user of its own ({self.missing['user']}), "
                f"and no Landlock ({self.missing['landlock']})"
            )
        return ""

    def table(self) -> tuple[Layer, ...]:
        """Every layer in the order in which a worker puts them on."""
        return tuple(
            Layer(name, key not in self.missing, self._meaning(key, text))
            for key, name, text in _TABLE
        )

    def _meaning(self, key: str, text: str) -> str:
        if key in self.missing:
            return self.missing[key]
        extra = [words for version, words in _LANDLOCK if self.landlock >= version]
        return "; ".join([text, *extra]) if key == "landlock" else text


_TABLE = (
    ("surroundings", "fresh surroundings", "no environment, no open files, an empty folder"),
    ("privileges", "no new privileges", "programs such as sudo give it no rights"),
    ("landlock", "Landlock", "it reads only Python, libraries, the grader and its submission"),
    ("limits", "limits", "memory, CPU time, open files, size of files, no core dumps"),
    ("user", "own user", "it owns nothing, and processes of others are out of its reach"),
    ("tracing", "not traceable", "no other process of its user looks into it"),
    ("parent", "ends with the grader", "it is killed when the launcher dies"),
    ("seccomp", "seccomp", "no processes, no network, no writing; about 140 system calls are left"),
)
NAMES = {key: name for key, name, _ in _TABLE}
_EITHER = {"user", "landlock"}
_LANDLOCK = ((4, "no TCP"), (6, "no signals to others"))


def machine_layers() -> Layers:
    """What this machine enforces, tried out now. A few milliseconds."""
    if sys.platform != "linux":
        return Layers(missing=dict.fromkeys(NAMES, "only Linux has it"))
    return _found()


def _found() -> Layers:
    from autograder.sandbox import landlock
    from autograder.sandbox.trial import try_layers

    why = "" if os.geteuid() == 0 else "only root can give users to workers"
    trial = try_layers(own_user=not why)
    if not why:
        why = trial.failed.get("user", "") or _closed(trial.unreadable)
        trial = try_layers(own_user=False) if why else trial
    missing = dict(trial.failed)
    if why:
        missing["user"] = why
    if trial.unreadable:
        missing["landlock"] = (
            f"{trial.unreadable[0]} cannot be opened in it. Grade as the user whose Python this is"
        )
    version = 0 if "landlock" in missing else landlock.abi()
    return Layers("user" not in missing, version, missing)


def _closed(paths: tuple[str, ...]) -> str:
    if not paths:
        return ""
    return f"{paths[0]} is closed to other users. Install Python where everybody can read it"


def open_to_workers(layers: Layers, secrets: Iterable[Path]) -> tuple[str, ...]:
    """Which of ``secrets``, files or folders with all that is in them, a worker could read."""
    if sys.platform != "linux":
        return tuple(map(str, secrets))
    from autograder.sandbox.trial import try_layers

    return try_layers(own_user=layers.own_user, secrets=secrets).readable


def demand_isolation(*secrets: Path) -> Layers:
    """Refuse to run code of strangers where it cannot be held, or where it could read ``secrets``:
    folders and files with tests, reference and results. Raises `UsageError` with the reason.
    """
    layers = machine_layers()
    reason = layers.reason or ("" if forks_safely() else _SPAWNS)
    if reason:
        raise UsageError(
            f"{reason}, so other people's submissions are not graded on this machine. "
            f"{_TRUST}; `autograder doctor` says what is missing."
        )
    found = open_to_workers(layers, secrets)
    if found:
        raise UsageError(
            f"{found[0]}: a stranger's code could read this here. "
            f"Close it to others first: chmod -R go-rwx {' '.join(map(str, secrets))}"
        )
    return layers

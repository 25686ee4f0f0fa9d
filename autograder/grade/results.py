"""Results as JSON, and the journal that keeps a valid file on disk at every moment."""

from __future__ import annotations

import contextlib
import errno
import json
import math
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.errors import UsageError
from autograder.model import RESULT_SCHEMA, CheckResult, ModuleResult


def to_json(results: Sequence[ModuleResult], *, indent: int | None = 2) -> str:
    """The results file: a list with one entry per module, finite numbers only. Without ``indent``
    it is on one line, and made five times as quickly.
    """
    known = [_module(result) for result in results]
    return json.dumps(known, indent=indent, allow_nan=False) + "\n"


def _module(result: ModuleResult) -> dict[str, Any]:
    return {
        "schema": RESULT_SCHEMA,
        "module": result.module,
        "score": _finite(result.score),
        "max_score": _finite(result.max_score),
        "seconds": _finite(result.seconds),
        "hidden_included": result.hidden_included,
        "notes": list(result.notes),
        "tasks": [
            {
                "name": task.name,
                "score": _finite(task.score),
                "max_score": _finite(task.max_score),
                "checks": [_check(check) for check in task.checks],
            }
            for task in result.tasks
        ],
    }


def _check(check: CheckResult) -> dict[str, Any]:
    return {
        "name": check.name,
        "verdict": check.verdict.name,
        "score": _finite(check.score),
        "max_score": _finite(check.max_score),
        "public": check.public,
        "visibility": check.visibility.value,
        "message": check.message,
        "hint": check.hint,
        "smallest": check.smallest,
        "seconds": _finite(check.seconds),
    }


def _finite(number: float) -> float:
    return round(number, 6) if math.isfinite(number) else 0.0


class Journal:
    """A results file that is valid from the first second and replaced whole after every check."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def write(self, results: Sequence[ModuleResult]) -> None:
        """Put ``results`` in the file's place, atomically."""
        if self._path is not None:
            replace_file(self._path, to_json(results))


def replace_file(path: Path, text: str) -> None:
    """Put ``text`` in a file's place, so that a reader, or a crash, finds the old or the new one.

    A link stays, and what it leads to is replaced. Raises `UsageError` where that cannot be done;
    the old one then stands as it was.
    """
    place = Path(os.path.realpath(path))
    beside = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    try:
        _demand_no_device(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, "Name a file in a folder you can write to")
        raise UsageError(f"{path} cannot be written: {error.strerror}. {remedy}.") from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


_MAKE_ROOM = "Make room there, or name a file on another disk"
_REMEDIES = {errno.ENOSPC: _MAKE_ROOM, errno.EDQUOT: _MAKE_ROOM}


def _demand_no_device(path: Path) -> None:
    """Root could replace ``/dev/null`` and ``/dev/stdout``, and the machine would lack them."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.EINVAL, "It is not a regular file")

"""Notebooks of a submission, read in a process of their own: JSON and Python can be written so that
reading them crashes, or takes hours and all memory.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.channel.frames import ClosedError, Connection, DeadlineError, ProtocolError
from autograder.channel.wire import WireError
from autograder.intake import BOUNDS, RefusedSubmission
from autograder.notebook.cells import Notebook, UnreadableNotebook, read_notebook
from autograder.notebook.home import Home
from autograder.notebook.looks import defined
from autograder.notebook.packaging import packaged
from autograder.notebook.scripts import read_script
from autograder.sandbox import spawned

ENTRY = "autograder.grade.notebooks:main"
_SECONDS = 10
_MEMORY_MB = 1024
_CANNOT = (
    "cannot be read as a notebook: it is nested too deeply, too large, or takes too long to read. "
    "Hand in a notebook with what you wrote alone"
)


@dataclass(frozen=True)
class Glance:
    """What a notebook is, told without reading its code."""

    path: Path
    problem: str = ""
    """Why it cannot be graded, as the rest of a sentence after its name."""
    module: str = ""
    """The module that it says it is of."""
    defined: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()
    """What it defines and is more than a stub."""


def glances(paths: Sequence[Path]) -> list[Glance]:
    """Look at notebooks, and at scripts that were exported from one."""
    found: list[Glance] = []
    for path in paths:
        answer = _asked("glance", str(path))
        names = (frozenset(answer.get(each, ())) for each in ("defined", "written"))
        found.append(Glance(path, answer["problem"], answer.get("module", ""), *names))
    return found


def as_package(
    path: Path, shown: str, module: str, tasks: Collection[str], given: Mapping[str, bytes]
) -> tuple[Mapping[str, bytes], Sequence[str]]:
    """The files that a notebook puts over the ``given`` ones of its module, and notes for its
    author. Errors call it ``shown``.

    Raises `RefusedSubmission` where it cannot be read.
    """
    code = {name: text for name, text in given.items() if name.endswith(".py")}
    answer = _asked("package", str(path), module, list(tasks), code)
    if answer["problem"]:
        raise RefusedSubmission(f"{shown} {answer['problem']}.")
    return answer["files"], answer["notes"]


def _asked(*words: Any) -> dict[str, Any]:
    """An answer of the reading process; where it does not end well that is the answer."""
    process = spawned.start(ENTRY, ())
    try:
        process.connection.send(list(words))
        answer: dict[str, Any] = process.connection.receive(2.0 * _SECONDS)
    except (ClosedError, DeadlineError, ProtocolError, WireError):
        answer = {"problem": _CANNOT}
    finally:
        process.kill()
    return answer


def main(connection: Connection, _control: socket.socket | None) -> None:
    """Entry of the process."""
    _limit()
    kind, path, *rest = connection.receive()
    try:
        data = Path(path).read_bytes()
        notebook = _read(path, data)
        answer = _glance(notebook) if kind == "glance" else _package(notebook, *rest)
    except UnreadableNotebook as error:
        answer = {"problem": str(error)}
    except (RecursionError, MemoryError):
        answer = {"problem": _CANNOT}
    connection.send(answer)


def _limit() -> None:
    """Bound what reading may take; on systems without such limits the deadline alone does."""
    with contextlib.suppress(ImportError, OSError):
        from autograder.sandbox import limits

        limits.apply(limits.Limits(memory_mb=_MEMORY_MB, cpu_seconds=_SECONDS))


def _read(path: str, data: bytes) -> Notebook:
    if len(data) > BOUNDS.file_bytes:
        raise UnreadableNotebook("is larger than 50 MB. Clear its outputs and save it again")
    return (
        read_script(data.decode("utf-8", "replace"))
        if path.endswith(".py")
        else read_notebook(data)
    )


def _glance(notebook: Notebook) -> dict[str, Any]:
    text = "\n".join(cell.text for cell in notebook.cells).encode()
    return {
        "problem": "",
        "module": notebook.module,
        "defined": sorted(defined(text)),
        "written": sorted(defined(text, written=True)),
    }


def _package(
    notebook: Notebook, module: str, tasks: Iterable[str], files: Mapping[str, bytes]
) -> dict[str, Any]:
    made = packaged(notebook, Home(module, tuple(tasks), files))
    return {"problem": "", "files": dict(made.files), "notes": list(made.notes)}

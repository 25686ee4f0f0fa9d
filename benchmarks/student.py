"""What a student waits for: one grading from a cold start, in a folder as students have it."""

from __future__ import annotations

import shutil
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

import bulk
from common import COURSE, PROGRAM, ROOT, Class, Cost, Options, Table, ratio, seconds, timed

from autograder.build.products import solution_files
from autograder.grade.files import write_files
from autograder.grade.making import Authored, read_authored

_HEAD = ("from a cold start", "CPU", "wall", "CPU / (imports + bare checks)")
_ROUNDS = 5


def table(_its: Class, root: Path, options: Options) -> Table:
    """``autograder --help``, and ``autograder grade`` of a module with torch and of one without."""
    rows = [("autograder --help", *_shown(_cold((*PROGRAM, "--help"), root)), "")]
    notes = []
    for module in dict.fromkeys((options.module, options.cheap)):
        authored = read_authored(COURSE, module)
        folder = solved(authored, root / module / "student")
        least = _imports(authored.config.libraries, root) + bulk.floor(
            module, folder.parent.parent, "--public", "--cold"
        )
        cost = _cold((*PROGRAM, "grade", str(folder)), folder.parent)
        rows.append((f"autograder grade {module}", *_shown(cost), ratio(cost.cpu / least.cpu)))
        own = seconds(cost.cpu - least.cpu)
        notes.append(f"{module}: imports and bare checks {seconds(least.cpu)}, all else {own}.")
    return Table("The student's loop", _HEAD, tuple(rows), tuple(notes))


def solved(authored: Authored, root: Path) -> Path:
    """A student's folder of the module with the solution written into it."""
    folder = root / authored.source.name
    shutil.copytree(ROOT / "assignments" / authored.source.name, folder)
    files = solution_files(authored.source, authored.config)
    own = {name: data for name, data in files.items() if not name.startswith("tests/")}
    write_files(own, folder)
    return folder


def _imports(libraries: Sequence[str], root: Path) -> Cost:
    return _cold((sys.executable, "-c", f"import {', '.join(libraries) or 'sys'}"), root)


def _cold(command: Sequence[str], cwd: Path) -> Cost:
    """The median of some rounds."""
    costs = [timed(command, cwd) for _ in range(_ROUNDS)]
    return Cost(*(statistics.median(getattr(c, name) for c in costs) for name in ("cpu", "wall")))


def _shown(cost: Cost) -> tuple[str, str]:
    return seconds(cost.cpu), seconds(cost.wall)

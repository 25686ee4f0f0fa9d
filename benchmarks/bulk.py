"""What one more submission costs in a bulk run, with all isolation, against the floor.

The floor is measured in the same minutes: the bare checks in one warm process, its wall time shared
by all processors.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from common import CORES, PROGRAM, ROOT, Class, Cost, Options, Table, ratio, seconds, timed

_HEAD = ("one more", "CPU", "wall", "CPU / floor", "wall / floor", "(CPU - 0.1 s) / floor")


def floor(module: str, folder: Path, *more: str) -> Cost:
    """Bare checks in one warm process; it says its own time, without the imports at its start."""
    command = [sys.executable, str(ROOT / "benchmarks" / "floor.py"), module, str(folder), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    cpu, wall = json.loads(done.stdout)
    return Cost(cpu, wall / CORES)


def bulk(module: str, folder: Path, journal: Path, *more: str) -> Cost:
    """The program itself, from its start to its end."""
    words = ("bulk", str(folder), "-m", module, "--journal", str(journal), *more)
    return timed((*PROGRAM, *words))


def one_more(its: Class, root: Path, *more: str) -> tuple[Cost, Cost]:
    """For one more submission, and for the start: from two classes, one a quarter of the other."""
    names = sorted(path.name for path in its.folder.iterdir())
    few = root / "few"
    few.mkdir(exist_ok=True)
    for name in names[: len(names) // 4]:
        if not (few / name).exists():
            (few / name).symlink_to(its.folder / name)
    tag = "".join(more).replace("-", "")
    small = bulk(its.module, few, root / f"{tag}-few.sqlite", *more)
    large = bulk(its.module, its.folder, root / f"{tag}.sqlite", *more)
    each = (large - small) / (len(names) - len(names) // 4)
    return each, large - Cost(each.cpu * len(names), each.wall * len(names))


def table(its: Class, root: Path, options: Options) -> Table:
    """The floor, and bulk runs without and with hints."""
    rows = [_row("floor: bare checks", its.floor, its.floor)]
    notes = []
    for name, more in (("bulk, no hints", ("--no-hints",)), ("bulk, with hints", ())):
        each, start = one_more(its, root, *more)
        rows.append(_row(name, each, its.floor))
        notes.append(f"At the start of {name}: {seconds(max(0.0, start.cpu))} of CPU.")
    title = f"{its.module}, {options.submissions} submissions, {options.wrong:.0%} of them wrong"
    return Table(title, _HEAD, tuple(rows), tuple(notes))


def _row(name: str, cost: Cost, least: Cost) -> tuple[str, ...]:
    over = "" if cost is least else ratio((cost.cpu - 0.1) / least.cpu)
    ratios = (ratio(cost.cpu / least.cpu), ratio(cost.wall / least.wall))
    return (name, seconds(cost.cpu), seconds(cost.wall), *ratios, over)

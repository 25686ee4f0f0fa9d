"""What one more submission costs in a bulk run, with all isolation, against the floor.

The floor is measured before and after: the bare checks in one warm process for each processor.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from common import CORES, PROGRAM, ROOT, Class, Cost, Options, Table, ratio, seconds, timed

_HEAD = ("one more", "CPU", "wall", "CPU / floor", "wall / floor", "(CPU - 0.1 s) / floor")


def floor(module: str, folder: Path, *more: str) -> Cost:
    """Bare checks in a warm process on each processor, all of them at work as in a bulk run; they
    say their own time, without the imports at their start.
    """
    command = [sys.executable, str(ROOT / "benchmarks" / "floor.py"), module, str(folder), *more]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(CORES)]
    costs = [Cost(*json.loads(each.communicate()[0])) for each in running]
    mean = sum(costs, Cost(0, 0)) / CORES
    return Cost(mean.cpu, mean.wall / CORES)


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
    ways = {"bulk, no hints": ("--no-hints",), "bulk, with hints": ()}
    costs = {name: one_more(its, root, *more) for name, more in ways.items()}
    least = (its.floor + floor(its.module, its.folder)) / 2
    rows = [_row("floor: bare checks", least, least)]
    rows += [_row(name, each, least) for name, (each, _) in costs.items()]
    notes = [
        f"At the start of {name}: {seconds(max(0.0, start.cpu))} of CPU."
        for name, (_, start) in costs.items()
    ]
    title = f"{its.module}, {options.submissions} submissions, {options.wrong:.0%} of them wrong"
    return Table(title, _HEAD, tuple(rows), tuple(notes))


def _row(name: str, cost: Cost, least: Cost) -> tuple[str, ...]:
    over = "" if cost is least else ratio((cost.cpu - 0.1) / least.cpu)
    ratios = (ratio(cost.cpu / least.cpu), ratio(cost.wall / least.wall))
    return (name, seconds(cost.cpu), seconds(cost.wall), *ratios, over)

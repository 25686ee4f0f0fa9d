"""What one more submission costs in a bulk run, with all isolation, against the floor.

The floor is the bare checks in one warm process for each processor. The speed of a machine changes
within minutes by more than what is measured, so floor and runs take turns, and each run is compared
with the floors before and after it.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from common import CORES, ROOT, Class, Cost, Options, Table, ratio, seconds
from watched import spent_at, watched

_HEAD = ("one more", "CPU", "wall", "CPU / floor", "wall / floor", "(CPU - 0.1 s) / floor")
_WAYS = {"bulk, no hints": ("--no-hints",), "bulk, with hints": ()}
_WARM = 0.2
"""The share of a class that warms a run up."""


def floor(module: str, folder: Path, *more: str) -> Cost:
    """Bare checks in a warm process on each processor, all of them at work as in a bulk run; they
    say their own time, without the imports at their start.
    """
    command = [sys.executable, str(ROOT / "benchmarks" / "floor.py"), module, str(folder), *more]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(CORES)]
    costs = [Cost(*json.loads(each.communicate()[0])) for each in running]
    mean = sum(costs, Cost(0, 0)) / CORES
    return Cost(mean.cpu, mean.wall / CORES)


def one_more(its: Class, journal: Path, *more: str) -> tuple[Cost, Cost]:
    """For one more submission of a run that is warm, and for all before that: the program itself,
    watched from outside.
    """
    count = len(list(its.folder.iterdir()))
    warm = int(_WARM * count)
    looks = list(watched(its.module, its.folder, journal, *more))
    before = spent_at(looks, warm)
    each = (spent_at(looks, count) - before) / (count - warm)
    return each, before - Cost(each.cpu * warm, each.wall * warm)


def table(its: Class, root: Path, options: Options) -> Table:
    """The floor, and bulk runs without and with hints, in turn."""
    floors, runs, starts = [its.floor], {name: [] for name in _WAYS}, {name: [] for name in _WAYS}
    for _ in range(options.rounds):
        for name, more in _WAYS.items():
            each, start = one_more(its, root / f"{len(floors)}.sqlite", *more)
            floors.append(floor(its.module, its.folder))
            runs[name].append((each, (floors[-2] + floors[-1]) / 2))
            starts[name].append(start.cpu)
    least = median(floors)
    rows = [("floor: bare checks", seconds(least.cpu), seconds(least.wall), "1.00", "1.00", "")]
    rows += [(name, *_row(found)) for name, found in runs.items()]
    notes = [
        f"At the start of {name}: {seconds(statistics.median(found))} of CPU."
        for name, found in starts.items()
    ]
    title = f"{its.module}, {options.submissions} submissions, {options.wrong:.0%} of them wrong"
    turns = "" if options.rounds == 1 else f", {options.rounds} runs each: medians (least to most)"
    return Table(f"{title}{turns}", _HEAD, tuple(rows), tuple(notes))


def _row(found: Sequence[tuple[Cost, Cost]]) -> tuple[str, ...]:
    """Medians over runs, each beside its own floor; of the last column least and most, too."""
    cost = median([each for each, _ in found])
    ratios = [
        [each.cpu / least.cpu for each, least in found],
        [each.wall / least.wall for each, least in found],
    ]
    over = [(each.cpu - 0.1) / least.cpu for each, least in found]
    spread = f" ({ratio(min(over))} to {ratio(max(over))})" if len(over) > 1 else ""
    medians = [ratio(statistics.median(values)) for values in (*ratios, over)]
    return (seconds(cost.cpu), seconds(cost.wall), *medians[:2], medians[2] + spread)


def median(costs: Sequence[Cost]) -> Cost:
    """Of processor and clock apart."""
    return Cost(
        statistics.median(each.cpu for each in costs),
        statistics.median(each.wall for each in costs),
    )

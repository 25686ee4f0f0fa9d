"""Whether a submission costs the same in a large class, and whether memory stays flat.

One bulk run is watched from outside: how many submissions its journal has as ended, what all its
processes have had of the processors so far, and their proportional memory. The first submissions
warm it up and are left out.
"""

from __future__ import annotations

import statistics
from itertools import pairwise
from pathlib import Path

from common import COURSE, Class, Options, Table, make_class, seconds
from watched import Look, spent_at, watched

from autograder.grade.making import read_authored

_WARM, _FEW, _WINDOWS = 10, 10, 10


def table(_its: Class, root: Path, options: Options) -> Table:
    """What ten cost after the warm-up, against ten on the average of all."""
    authored = read_authored(COURSE, options.cheap)
    count = options.class_size + _WARM
    folder = make_class(authored, root / "class", count, options.wrong)
    journal = root / "journal.sqlite"
    looks = list(watched(options.cheap, folder, journal, "--no-hints", memory=True))
    times = [spent_at(looks, _WARM + _FEW * each).cpu for each in range(_WINDOWS + 1)]
    ten = statistics.median(later - earlier for earlier, later in pairwise(times))
    whole = spent_at(looks, count).cpu - times[0]
    more = options.class_size / _FEW
    rows = (
        ("CPU of 10 after the first 10 (median of 10 windows)", seconds(ten)),
        (f"CPU of the next {options.class_size:,}", seconds(whole)),
        (f"the same as a ratio to {more:g} times that of 10", f"{whole / (more * ten):.3f}"),
        ("largest memory (PSS of all processes) in the first tenth", _mb(looks, count // 10)),
        ("largest memory in the whole run", _mb(looks, count)),
    )
    return Table(f"{options.cheap}: a class of {options.class_size:,}", ("", "measured"), rows)


def _mb(looks: list[Look], until: int) -> str:
    return f"{max(each.memory for each in looks if each.ended <= until):.0f} MB"

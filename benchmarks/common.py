"""What all parts of the benchmark share: costs, classes made for them, and tables."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from autograder.build.products import solution_files, variant_files
from autograder.build.writings import variants
from autograder.grade.files import write_files
from autograder.grade.making import Authored
from autograder.grade.plan import Course
from autograder.grade.record import mistakes_of

COURSE = Course(ROOT)
CORES = len(os.sched_getaffinity(0))
_PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
"""Tools find the commands that were installed with them."""
PROGRAM = (sys.executable, "-m", "autograder")


@dataclass(frozen=True)
class Options:
    """How much is measured."""

    module: str
    cheap: str
    """The module of the largest class."""
    submissions: int
    others: int
    """How often the slow ways are run."""
    class_size: int
    rounds: int
    """How often a bulk run is compared with its floor."""
    wrong: float = 0.25
    """The share of wrong submissions in a class."""


@dataclass(frozen=True)
class Cost:
    """Seconds of the processors and of the clock."""

    cpu: float
    wall: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.cpu + other.cpu, self.wall + other.wall)

    def __sub__(self, other: Cost) -> Cost:
        return Cost(self.cpu - other.cpu, self.wall - other.wall)

    def __truediv__(self, count: float) -> Cost:
        return Cost(self.cpu / count, self.wall / count)


@dataclass(frozen=True)
class Table:
    """What one part found out."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    def text(self) -> str:
        """For a terminal."""
        lines = [self.head, *self.rows]
        widths = [max(len(line[at]) for line in lines) for at in range(len(self.head))]
        shown = [
            "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]).rstrip()
            for line in lines
        ]
        return "\n".join([self.title, *(f"  {line}" for line in shown), *self.notes, ""])

    def markdown(self) -> str:
        """For a page."""
        lines = [f"| {' | '.join(line)} |" for line in (self.head, *self.rows)]
        lines.insert(1, "|---" + "|---:" * (len(self.head) - 1) + "|")
        return "\n".join([f"**{self.title}**", "", *lines, *(f"\n{each}" for each in self.notes)])


@dataclass(frozen=True)
class Class:
    """A folder of submissions, and what the least is that they cost."""

    authored: Authored
    folder: Path
    floor: Cost

    @property
    def module(self) -> str:
        return self.authored.source.name


def seconds(value: float) -> str:
    return f"{value:.3f} s" if value < 10 else f"{value:.1f} s"


def ratio(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def spent_by_children() -> float:
    """Processor seconds of all processes that were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(command: Sequence[str], cwd: Path = ROOT) -> Cost:
    """Run a command to its end; the time of all its processes. 1 is a good end too: that of a run
    on wrong code.
    """
    before, started = spent_by_children(), time.monotonic()
    own = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": _PATH}
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env=own)
    cost = Cost(spent_by_children() - before, time.monotonic() - started)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{command}: {done.stdout[-3000:]}{done.stderr[-3000:]}")
    return cost


def packages(authored: Authored, count: int, wrong: float) -> Iterator[tuple[str, Mapping]]:
    """Right packages and, spread evenly, wrong ones; no two of one content."""
    source, config = authored.source, authored.config
    right = [solution_files(source, config), *variants(source.folder).values()]
    mistakes = mistakes_of(source)
    made = 0
    for number in range(count):
        if (number + 1) * wrong > made + 0.999:
            files = variant_files(source, config, *mistakes[made % len(mistakes)])
            made += 1
        else:
            files = right[number % len(right)]
        own = {name: data for name, data in files.items() if not name.startswith("tests/")}
        init = own["__init__.py"] + f"\n# submission {number}\n".encode()
        yield f"s{number:04}", {**own, "__init__.py": init}


def make_class(authored: Authored, folder: Path, count: int, wrong: float) -> Path:
    """A folder with ``count`` submissions."""
    for name, files in packages(authored, count, wrong):
        write_files(files, folder / name / authored.source.name)
    return folder

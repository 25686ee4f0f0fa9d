"""What grading a class costs, against the bare checks and against other ways to run them.

    python benchmarks/bulk.py [MODULE] [--submissions N] [--wrong SHARE] [--others N] [--counts N]

The class is made from the module's right packages and, for the share ``--wrong``, from its known
mistakes. One run measures, each with processor time and wall time for a submission:

- the floor: every check called as a function in one warm process that imports each package anew;
  no pytest, no isolation, no hints, and for wall time shared by all processors;
- ``autograder bulk``, with all isolation, with and without hints;
- cold pytest on the package with all its tests, as many at a time as there are processors;
- ``otter run`` on the solution's notebook, one after the other, where otter is installed.

With ``--counts 10 100 1000`` also what so many submissions cost, and the largest memory of the
program itself. Prints a table of ratios to the floor, and the load of the machine before.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from autograder.build.products import solution_files, variant_files
from autograder.build.writings import variants
from autograder.grade.making import Authored, read_authored
from autograder.grade.plan import Course
from autograder.grade.record import mistakes_of, write_files

ROOT = Path(__file__).resolve().parents[1]
COURSE = Course(ROOT)
CORES = len(os.sched_getaffinity(0))
_ROW = "{:<34} {:>10} {:>10} {:>10} {:>10}"


@dataclass(frozen=True)
class Cost:
    """Seconds for one submission."""

    cpu: float
    wall: float

    def row(self, name: str, floor: Cost) -> str:
        """The figures, and how many times the floor they are."""
        return _ROW.format(
            name,
            f"{self.cpu:.3f} s",
            f"{self.wall:.3f} s",
            f"{self.cpu / floor.cpu:.2f}",
            f"{self.wall / floor.wall:.2f}",
        )


def packages(authored: Authored, count: int, wrong: float) -> Iterator[tuple[str, Mapping]]:
    """Right packages and, spread evenly, wrong ones; no two of one content."""
    source, config = authored.source, authored.config
    right = [solution_files(source, config), *variants(source.folder).values()]
    mistakes = mistakes_of(source)
    done = 0
    for number in range(count):
        if (number + 1) * wrong > done + 0.999:
            files = variant_files(source, config, *mistakes[done % len(mistakes)])
            done += 1
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


def timed(command: Sequence[str], cwd: Path, count: int) -> Cost:
    """Run a command for ``count`` submissions; the time of all its processes."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{command}: {done.stdout}{done.stderr}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu / count, (time.monotonic() - started) / count)


def floor(module: str, folder: Path) -> Cost:
    """Bare checks in one warm process; it says its own time, without the imports at its start."""
    script = str(ROOT / "benchmarks" / "floor.py")
    done = subprocess.run(
        [sys.executable, script, module, str(folder)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    cpu, wall = json.loads(done.stdout)
    return Cost(cpu, wall / CORES)


def bulk(module: str, folder: Path, journal: Path, count: int, *more: str) -> Cost:
    """The program itself, from its start to its end."""
    words = ["bulk", str(folder), "-m", module, "--journal", str(journal), *more]
    return timed([sys.executable, "-m", "autograder", *words], ROOT, count)


def bulk_without_start(module: str, folder: Path, root: Path, *more: str) -> tuple[Cost, Cost]:
    """For one more submission, and for the start: from two classes, one a quarter of the other."""
    names = sorted(path.name for path in folder.iterdir())
    few = root / "few"
    few.mkdir(exist_ok=True)
    for name in names[: len(names) // 4]:
        if not (few / name).exists():
            (few / name).symlink_to(folder / name)
    tag = "-".join(("j", *more)).replace("-", "")
    small, large = len(names) // 4, len(names)
    a = bulk(module, few, root / f"{tag}-few.sqlite", small, *more)
    b = bulk(module, folder, root / f"{tag}.sqlite", large, *more)
    each = Cost(
        (b.cpu * large - a.cpu * small) / (large - small),
        (b.wall * large - a.wall * small) / (large - small),
    )
    return each, Cost(b.cpu * large - each.cpu * large, b.wall * large - each.wall * large)


def cold_pytest(authored: Authored, folder: Path, count: int) -> Cost:
    """A new interpreter for each submission, on the package with its tests beside it."""
    module, tests = authored.source.name, solution_files(authored.source, authored.config)
    kept = {name: data for name, data in tests.items() if name.startswith("tests/")}
    places = []
    for name, files in packages(authored, count, 0.0):
        write_files({**files, **kept}, folder / name / module)
        (folder / name / module / "tests" / "grading.json").unlink()
        places.append(folder / name / module)

    def one(place: Path) -> Cost:
        words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
        return timed(words, place, 1)

    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with ThreadPoolExecutor(CORES) as pool:
        list(pool.map(one, places))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu / count, (time.monotonic() - started) / count)


def otter_run(module: str, folder: Path, count: int) -> Cost | None:
    """``otter run`` on the solution as a notebook, with the same checks; None without otter."""
    try:
        import otter  # noqa: F401
    except ImportError:
        return None
    from tests.notebook.otter_ground import laid, solved, zips

    folder.mkdir()
    (folder / f"{module}.ipynb").write_text(solved(laid(read_authored(COURSE, module))), "utf-8")
    (folder / "otter.zip").write_bytes(zips(COURSE, module)["otter.zip"])
    words = [sys.executable, "-m", "otter", "run", f"{module}.ipynb", "-a", "otter.zip", "-o", "."]
    costs = [timed(words, folder, 1) for _ in range(count)]
    return Cost(sum(c.cpu for c in costs) / count, sum(c.wall for c in costs) / count)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("module", nargs="?", default="t01_attention")
    parser.add_argument("--submissions", type=int, default=40)
    parser.add_argument("--wrong", type=float, default=0.25, help="the share of wrong ones")
    parser.add_argument("--others", type=int, default=4, help="how often the others are run")
    parser.add_argument("--counts", type=int, nargs="*", default=[], help="sizes of classes")
    wanted = parser.parse_args()
    authored = read_authored(COURSE, wanted.module)
    load = os.getloadavg()[0]
    print(f"{wanted.module}, {wanted.submissions} submissions, {CORES} processors, load {load:.2f}")
    print(_ROW.format("for one submission", "cpu", "wall", "cpu ratio", "wall ratio"), flush=True)
    with tempfile.TemporaryDirectory(prefix="bulk-") as scratch:
        root = Path(scratch)
        folder = make_class(authored, root / "class", wanted.submissions, wanted.wrong)
        least = floor(wanted.module, folder)
        print(least.row("floor: bare checks", least), flush=True)
        for name, more in (("bulk, no hints", ("--no-hints",)), ("bulk", ())):
            each, start = bulk_without_start(wanted.module, folder, root, *more)
            said = f"{name} (+ {start.cpu:.1f} s at start)"
            print(each.row(said, least), flush=True)
        if wanted.others:
            print(cold_pytest(authored, root / "cold", wanted.others).row("cold pytest", least))
            found = otter_run(wanted.module, root / "otter", max(wanted.others // 2, 1))
            print(found.row("otter run", least) if found else "otter is not installed")
        for count in wanted.counts:
            place = make_class(authored, root / f"class-{count}", count, wanted.wrong)
            cost = bulk(wanted.module, place, root / f"count-{count}.sqlite", count, "--no-hints")
            memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            said = f"{count} submissions: {cost.cpu * count:.1f} s cpu, {cost.wall * count:.1f} s"
            print(f"{said}, largest process so far {memory:.0f} MB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

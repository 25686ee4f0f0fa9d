"""Other ways to run the same checks on the same submissions, against a bulk run.

Each gets what it needs made once, before it is timed. The tests of cold pytest are the module's
own; gradescope-utils and nbgrader call the same functions through `bare`, and otter the test files
of the notebook's release. A right submission is graded: it runs every check to its end.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import bulk
from common import (
    CORES,
    COURSE,
    ROOT,
    Class,
    Cost,
    Options,
    Table,
    packages,
    ratio,
    seconds,
    spent_by_children,
    timed,
)

from autograder.build.products import solution_files
from autograder.grade.files import write_files
from autograder.grade.making import read_authored

_HEAD = ("one submission", "CPU", "wall", "CPU / floor", "wall / floor", "wall / bulk")
_BENCHMARKS = str(ROOT / "benchmarks")
_UNITTESTS = """
import json, sys, unittest
from pathlib import Path
sys.path.insert(0, {benchmarks!r})
from bare import Bare
from gradescope_utils.autograder_utils.decorators import weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

BARE = Bare({module!r})
PLACE = Path({module!r}).resolve()
MINE = BARE.side(BARE.package(PLACE), PLACE)

class TestModule(unittest.TestCase):
    pass

def test_of(name):
    @weight(1)
    def test(self):
        BARE.check(name, MINE)
    return test

for name in BARE.checks:
    setattr(TestModule, name, test_of(name))
with open("results.json", "w") as file:
    JSONTestRunner(stream=file).run(unittest.defaultTestLoader.loadTestsFromTestCase(TestModule))
"""
_NOTEBOOK_START = """
import sys, types
from pathlib import Path
sys.path.insert(0, {benchmarks!r})
from bare import Bare
bare = Bare({module!r})
package = types.ModuleType({module!r})
package.__dict__.update({{k: v for k, v in globals().items() if not k.startswith("_")}})
mine = bare.side(package, Path.cwd())
"""


def cold_pytest(its: Class, root: Path, count: int) -> Cost:
    """A new interpreter for each submission, as many at a time as there are processors."""
    tests = solution_files(its.authored.source, its.authored.config)
    kept = {name: data for name, data in tests.items() if name.startswith("tests/")}
    places = []
    for name, files in packages(its.authored, count, 0.0):
        place = root / name / its.module
        write_files({**files, **kept}, place)
        (place / "tests" / "grading.json").unlink()
        places.append(place)
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")
    return _side_by_side(lambda place: timed(command, place), places)


def _side_by_side(one: Callable[[Path], Cost], places: list[Path]) -> Cost:
    before, started = spent_by_children(), time.monotonic()
    with ThreadPoolExecutor(CORES) as pool:
        list(pool.map(one, places))
    return Cost(spent_by_children() - before, time.monotonic() - started) / len(places)


def gradescope_utils(its: Class, root: Path, count: int) -> Cost:
    """One test method for each check, run by the library's runner in a new interpreter."""
    _demand("gradescope_utils")
    shutil.copytree(its.folder / "s0000" / its.module, root / its.module)
    text = _UNITTESTS.format(benchmarks=_BENCHMARKS, module=its.module)
    (root / "run_tests.py").write_text(text, "utf-8")
    cost = _in_turn(lambda: timed((sys.executable, "run_tests.py"), root), count)
    _demand_all_right(json.loads((root / "results.json").read_text())["tests"])
    return cost


def _demand_all_right(tests: list[dict]) -> None:
    wrong = [each["name"] for each in tests if each["score"] != each["max_score"]]
    if wrong or not tests:
        raise RuntimeError(f"the right submission fails: {wrong}")


def otter_run(its: Class, root: Path, count: int) -> Cost:
    """``otter run`` on the solution as a notebook, with the tests of the notebook's release."""
    _demand("otter")
    from tests.notebook.otter_ground import laid, solved, zips

    notebook = root / f"{its.module}.ipynb"
    notebook.write_text(solved(laid(read_authored(COURSE, its.module))), "utf-8")
    (root / "otter.zip").write_bytes(zips(COURSE, its.module)["otter.zip"])
    words = ("otter", "run", notebook.name, "-a", "otter.zip", "-o", ".")
    return _in_turn(lambda: timed((sys.executable, "-m", *words), root), count)


def nbgrader_autograde(its: Class, root: Path, count: int) -> Cost:
    """``nbgrader autograde`` on the solution's notebook, with one graded cell for each check."""
    _demand("nbgrader")
    from bare import Bare

    from tests.notebook.otter_ground import laid, solved

    cells = json.loads(solved(laid(read_authored(COURSE, its.module))))
    own = [each for each in cells["cells"] if "otter" not in "".join(each["source"])]
    start = _NOTEBOOK_START.format(benchmarks=_BENCHMARKS, module=its.module)
    graded = [_graded_cell(name) for name in Bare(its.module).checks]
    source = root / "source" / "ps" / "ps.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text(json.dumps({**cells, "cells": [*own, _cell(start, {}), *graded]}), "utf-8")
    nbgrader = (sys.executable, "-m", "nbgrader")
    timed((*nbgrader, "generate_assignment", "ps", "--create"), root)
    shutil.copytree(root / "release" / "ps", root / "submitted" / "s" / "ps")
    words = (*nbgrader, "autograde", "ps", "--student", "s", "--force")
    return _in_turn(lambda: timed(words, root), count)


def _graded_cell(check: str) -> dict:
    about = {"grade": True, "grade_id": check, "locked": True, "points": 1, "schema_version": 3}
    told = {**about, "solution": False, "task": False}
    return _cell(f"bare.check({check!r}, mine)", {"nbgrader": told})


def _cell(source: str, metadata: dict) -> dict:
    code = {"cell_type": "code", "execution_count": None, "outputs": []}
    return {**code, "metadata": metadata, "source": source}


def _demand(package: str) -> None:
    if importlib.util.find_spec(package) is None:
        raise ModuleNotFoundError(f"{package} is not installed: pip install -e '.[compare]'")


def _in_turn(one: Callable[[], Cost], count: int) -> Cost:
    costs = [one() for _ in range(count)]
    return sum(costs, Cost(0, 0)) / count


WAYS: dict[str, Callable[[Class, Path, int], Cost]] = {
    f"cold pytest, {CORES} at a time": cold_pytest,
    "gradescope-utils": gradescope_utils,
    "nbgrader autograde": nbgrader_autograde,
    "otter run": otter_run,
}


def table(its: Class, root: Path, options: Options) -> Table:
    """One row for each way; a way whose tool is missing says so."""
    ours, _ = bulk.one_more(its, root / "ours.sqlite", "--no-hints")
    rows = [_row("autograder bulk, no hints", ours, its.floor, ours)]
    for name, way in WAYS.items():
        place = root / way.__name__
        place.mkdir()
        try:
            rows.append(_row(name, way(its, place, options.others), its.floor, ours))
        except ModuleNotFoundError as error:
            rows.append((f"{name}: {error}", *[""] * 5))
    return Table(f"{its.module}: other ways to run the same checks", _HEAD, tuple(rows))


def _row(name: str, cost: Cost, least: Cost, ours: Cost) -> tuple[str, ...]:
    ratios = (cost.cpu / least.cpu, cost.wall / least.wall, cost.wall / ours.wall)
    return (name, seconds(cost.cpu), seconds(cost.wall), *map(ratio, ratios))

"""Containers as small as Gradescope's: what a run takes in them, and what is predicted of it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.grade.footprint import FILES, Footprint, footprint
from autograder.grade.plan import Course
from autograder.gradescope.sizes import SIZES, best, predict
from autograder.gradescope.tried import Tried, command, environment, laid_out, tried

from ..tiny import ROOT
from .containers import container, run_in, version

COURSE = Course(ROOT)
MB = 2**20

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


def seen(code: str, *arguments: object) -> Footprint:
    """The footprint of a piece of Python."""
    return footprint(subprocess.Popen([sys.executable, "-I", "-c", code, *map(str, arguments)]))


def test_memory_that_forks_share_counts_once() -> None:
    forked = "import os, time; data = b'x' * (60 << 20); pid = os.fork(); time.sleep(0.5)"
    found = seen(f"{forked}; pid and os.wait()")
    assert 60 < found.peak / MB < 100
    assert len(found.parts) == 3  # two processes, and the files


def test_memory_that_a_fork_changes_counts_twice() -> None:
    code = (
        "import os, time; data = bytearray(b'x' * (60 << 20)); pid = os.fork()\n"
        "if not pid:\n"
        "    for at in range(0, len(data), 4096): data[at] = 0\n"
        "time.sleep(0.5)\n"
        "if pid: os.wait()"
    )
    assert 120 < seen(code).peak / MB < 200


def test_a_file_that_several_processes_map_counts_once(tmp_path: Path) -> None:
    """Although others map it too, who would make the kernel's proportional figure smaller."""
    path = tmp_path / "library"
    path.write_bytes(b"x" * (40 * MB))
    mapped = (
        "import mmap, os, sys, time; file = open(sys.argv[1], 'rb')\n"
        "view = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)\n"
        "sum(view[at] for at in range(0, len(view), 4096))\n"
    )
    waiting = f"{mapped}print(flush=True); time.sleep(60)"
    beside = subprocess.Popen([sys.executable, "-I", "-c", waiting, path], stdout=subprocess.PIPE)
    try:
        assert beside.stdout is not None
        beside.stdout.readline()
        found = seen(f"{mapped}pid = os.fork(); time.sleep(0.5); pid and os.wait()", path)
    finally:
        beside.kill()
        beside.communicate()
    assert 40 < found.parts[FILES] / MB < 70


def test_processor_time_of_all_descendants_is_counted() -> None:
    code = (
        "import os, time\n"
        "for _ in range(2):\n"
        "    if not os.fork():\n"
        "        while time.process_time() < 0.4: pass\n"
        "        os._exit(0)\n"
        "os.wait(); os.wait()"
    )
    assert 0.8 <= seen(code).cpu < 1.6


def test_waiting_is_no_processor_time() -> None:
    found = seen("import time; time.sleep(1)")
    assert found.cpu < 0.5
    assert 0.5 < found.waiting <= found.wall


RUN = Footprint(0, 9.0, 8.0, 3.0, 0.5, 400 * MB, {})
TRIED = Tried("m", RUN, "test_slow", 2.0, 10.0, 120.0, 600.0)


def test_a_smaller_share_of_a_processor_stretches_the_time_and_more_than_one_helps_nothing() -> (
    None
):
    assert [predict(TRIED, size).seconds for size in SIZES] == [16.5, 8.5, 8.5, 8.5]
    assert [predict(TRIED, size).memory_mb for size in SIZES] == [400] * 4


@pytest.mark.parametrize(
    ("peak_mb", "fit", "problem"),
    [
        (500, 0, ""),
        (600, 1, "more than 75% of the memory"),
        (800, 1, "too little memory"),
        (4000, 3, "too little memory"),
        (5000, None, "too little memory"),
    ],
)
def test_memory_fits_where_a_quarter_is_left(peak_mb: int, fit: int | None, problem: str) -> None:
    told = replace(TRIED, footprint=replace(RUN, peak=peak_mb * MB))
    assert predict(told, SIZES[0]).problem == problem
    found = best(told)
    assert (found and SIZES.index(found.size)) == fit


def test_a_check_that_is_too_slow_on_half_a_processor_is_named() -> None:
    told = replace(TRIED, slowest_seconds=6.0)
    assert predict(told, SIZES[0]).problem == "test_slow takes 12 s of 10 s"
    assert predict(told, SIZES[1]).fits


def test_the_limits_of_the_checks_and_of_the_platform_count() -> None:
    slow = replace(TRIED, footprint=replace(RUN, cpu=70.0))
    assert predict(slow, SIZES[0]).problem == "the checks may take 120 s"
    slower = replace(TRIED, footprint=replace(RUN, cpu=290.0), checks_limit=7200.0)
    assert predict(slower, SIZES[0]).problem == "a run may take 570 s"
    assert predict(slower, SIZES[1]).fits


@pytest.mark.slow
@pytest.mark.skipif(version() is None, reason="real limits take root and control groups")
@pytest.mark.parametrize("module", ["k02_task_framing", "t01_attention"])
def test_prediction_holds_in_the_smallest_container(module: str) -> None:
    """Without and with torch. Nothing here depends on what else this machine does: the kernel
    counts what the group itself has used.
    """
    size, told = SIZES[0], tried(COURSE, module)
    with laid_out(COURSE, module) as place, container(size.cpus, size.memory_mb) as group:
        run = run_in(group, command(), place.source, environment(place), told.run_limit)
        rows = json.loads(place.results.read_text("utf-8"))["tests"]
    assert run.status == 0, run.output
    assert {row["status"] for row in rows} == {"passed"}
    assert not run.killed
    # The limit was real: the run was stopped over and over, and no second could be had for less.
    assert run.throttled > 0
    assert run.wall > 0.8 * run.cpu / size.cpus
    prediction = predict(told, size)
    assert 0.5 < run.cpu / size.cpus / prediction.seconds < 2
    # A page of a file counts for the group that has read it first, which may have been another.
    files = told.footprint.parts[FILES]
    assert told.footprint.peak - files < 1.25 * run.held
    assert run.held < 1.25 * told.footprint.peak
    assert run.charged <= size.memory_mb * MB


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "most_mb"),
    [("k02_task_framing", 120), ("t01_attention", 450), ("a01_peft", 450)],
)
def test_memory_of_all_processes_stays_within_its_bound(module: str, most_mb: int) -> None:
    found = tried(COURSE, module).footprint
    assert found.peak / MB < most_mb, found.parts

"""``autograder doctor MODULE``: how large a container a module needs."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from autograder.cli.doctor import _report
from autograder.grade.footprint import Footprint
from autograder.grade.plan import Course
from autograder.gradescope.tried import Tried
from autograder.sandbox.layers import machine_layers

from ..tiny import autograder, change, copied

MODULE = "a01_numbers"
HELD = pytest.mark.skipif(not machine_layers().hold, reason="nobody's code can be held here")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="containers are Linux's")


@HELD
@pytest.mark.slow
def test_says_what_each_container_would_take_and_which_to_choose(
    course: Course, tmp_path: Path
) -> None:
    found = tmp_path / "sizes.json"
    done = autograder("doctor", MODULE, "--json", found, cwd=course.root)
    assert done.returncode == 0, done.stderr
    assert "Other people's submissions can be graded here" in done.stdout
    lines = [line for line in done.stdout.splitlines() if " CPU, " in line]
    assert [line.split(",")[0].strip() for line in lines[:4]] == [
        "0.5 CPU", "1 CPU", "2 CPU", "4 CPU",
    ]  # fmt: skip
    assert all(line.endswith("fits") for line in lines[:4])
    assert "On Gradescope choose 0.5 CPU, 768 MB." in done.stdout
    (told,) = json.loads(found.read_text())
    assert told["module"] == MODULE
    assert 0 < told["footprint"]["start_cpu"] < told["footprint"]["cpu"]
    assert [each["fits"] for each in told["containers"]] == [True] * 4
    half, whole = (each["seconds"] for each in told["containers"][:2])
    assert half > 1.5 * whole


@HELD
@pytest.mark.slow
def test_a_solution_that_loses_points_is_named_instead(tmp_path: Path) -> None:
    broken = copied(tmp_path / "course")
    change(broken, f"solutions/{MODULE}/numbers.py", "return x + x", "return x")
    done = autograder("doctor", MODULE, cwd=broken.root)
    assert done.returncode == 2
    assert "test_double_worked_example ended FAILED" in done.stderr


def test_a_module_that_does_not_exist_is_refused(course: Course) -> None:
    done = autograder("doctor", "a01_number", cwd=course.root)
    assert done.returncode in (1, 2)
    if machine_layers().hold:
        assert "There is no module a01_number" in done.stderr
        assert MODULE in done.stderr


@HELD
def test_containers_are_for_those_who_have_the_solutions(tmp_path: Path) -> None:
    done = autograder("doctor", MODULE, cwd=tmp_path)
    assert done.returncode == 2
    assert "There is no course around this folder" in done.stderr


def test_a_file_without_a_module_would_stay_empty(tmp_path: Path) -> None:
    done = autograder("doctor", "--json", tmp_path / "sizes.json", cwd=tmp_path)
    assert done.returncode == 2
    assert not (tmp_path / "sizes.json").exists()


def test_what_fits_nowhere_is_said_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    run = Footprint(0, 9.0, 8.0, 3.0, 0.0, 7000 << 20, {})
    _report(Tried("m", run, "test_it", 1.0, 10.0, 120.0, 600.0))
    said = capsys.readouterr().out
    assert said.count("too little memory") == 4
    assert "m fits in no container of Gradescope" in said
    assert "choose" not in said

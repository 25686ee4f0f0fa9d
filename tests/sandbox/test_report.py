"""What a machine says of itself, and that code of strangers is refused where it cannot be held."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.sandbox import layers, trial
from autograder.sandbox.layers import demand_isolation, machine_layers, open_to_workers

from ..tiny import ROOT as ROOT_FOLDER
from ..tiny import TINY, copied
from .machines import Machine, like

DOCTOR = (
    "-c",
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from autograder.cli import main; main()",
)
HELD = machine_layers().hold
ROOT = os.geteuid() == 0


def doctor(machine: Machine, cwd: Path) -> tuple[int, str]:
    """What ``autograder doctor`` says on a machine."""
    done = machine.run(*DOCTOR, str(ROOT_FOLDER), "doctor", cwd=cwd)
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


def rows(text: str) -> dict[str, str]:
    """The layers of a report, each with yes or no."""
    lines = [line for line in text.split("\n") if line[22:25].strip() in ("yes", "no")]
    return {line[:22].strip(): line[22:25].strip() for line in lines}


MACHINES = ("root", "docker", "docker,old", "closed", "user", "old,user") if ROOT else ("this",)


@pytest.fixture(params=MACHINES)
def machine(request: pytest.FixtureRequest, machines: dict[str, Machine]) -> Machine:
    if request.param not in machines:
        pytest.skip("no such machine can be had here")
    return machines[request.param]


def test_doctor_says_layer_by_layer_what_is_in_force(machine: Machine, open_folder: Path) -> None:
    status, text = doctor(machine, open_folder)
    assert status == (0 if machine.hold else 1)
    found = rows(text)
    assert len(found) == len(layers.NAMES)
    assert (found["own user"] == "yes") == machine.own_user
    assert (found["Landlock"] == "yes") == machine.landlock
    assert found["seccomp"] == found["limits"] == found["no new privileges"] == "yes"
    verdict = "can" if machine.hold else "cannot"
    assert f"Other people's submissions {verdict} be graded here" in text
    assert "\x1b" not in text, "no colours where it is piped"


def test_doctor_says_why_a_layer_is_missing(machine: Machine, open_folder: Path) -> None:
    _, text = doctor(machine, open_folder)
    if not machine.landlock:
        assert "Linux has it from 5.13 on, and some containers forbid it" in text
    if machine.name == "closed":
        assert "is closed to other users. Install Python where everybody can read it" in text
    if machine.name.endswith("user"):
        assert "only root can give users to workers" in text
    if not machine.hold:
        assert "a stranger's code could read the tests here" in text
        assert "Grade your own with --trust." in text


def test_doctor_looks_whether_the_course_is_closed(machine: Machine, open_folder: Path) -> None:
    course = copied(open_folder / f"course-{machine.name}").root
    status, text = doctor(machine, course)
    if machine.landlock and machine.hold:
        assert (status, "The tests and solutions of this course are closed" in text) == (0, True)
    if machine.hold and not machine.landlock:
        assert status == 1
        assert "their code could read solutions" in text
        assert "chmod -R go-rwx solutions grading_configs" in text
        for name in ("solutions", "grading_configs"):
            (course / name).chmod(0o700)
        assert doctor(machine, course)[0] == 0
    shutil.rmtree(course)


@pytest.fixture
def secret(open_folder: Path) -> Iterator[Path]:
    path = open_folder / "tests" / "test_hidden.py"
    path.parent.mkdir()
    path.write_text("the key")
    yield path.parent
    shutil.rmtree(path.parent)


@pytest.mark.skipif(not HELD, reason="nobody's code can be held here")
def test_demand_passes_where_code_can_be_held(secret: Path) -> None:
    assert demand_isolation().hold
    assert demand_isolation(TINY / "solutions", secret).hold


@pytest.mark.skipif(not HELD, reason="nobody's code can be held here")
def test_secret_inside_what_a_worker_may_read_is_refused() -> None:
    """A course below Python's own folders would be open to every worker."""
    with pytest.raises(UsageError, match="a stranger's code could read this here"):
        demand_isolation(Path(os.__file__).parent / "json")


DEMAND = """
import sys
sys.path.insert(0, sys.argv[1])
from autograder.sandbox.layers import demand_isolation
demand_isolation()
"""


@pytest.mark.skipif(not ROOT, reason="only root can make this machine like others")
@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        ("old,user", "a stranger's code could read the tests here: no user of its own"),
        ("unfiltered", "seccomp cannot be put into force here"),
        ("unfiltered,old,user", "seccomp cannot be put into force here"),
        ("unlimited", "limits cannot be put into force here"),
    ],
)
def test_refusal_says_why_and_what_to_do(
    conditions: str, words: str, open_python: Path, open_folder: Path
) -> None:
    machine = like(open_python, conditions)
    done = machine.run("-c", DEMAND, str(ROOT_FOLDER))
    assert words in done.stderr
    assert "so other people's submissions are not graded on this machine" in done.stderr
    assert "For your own code use --trust" in done.stderr
    status, text = doctor(machine, open_folder)
    assert status == 1
    assert words in text


def test_workers_that_are_new_interpreters_hold_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOGRADER_START", "spawn")
    with pytest.raises(UsageError, match="are not graded on this machine"):
        demand_isolation()


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_hold_nobody(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers.sys, "platform", system)
    found = machine_layers()
    assert not found.hold
    assert not any(layer.enforced for layer in found.table())
    assert open_to_workers(found, [Path("secret")]) == ("secret",)
    with pytest.raises(UsageError, match="only Linux can keep a stranger's code"):
        demand_isolation()


def test_trial_that_says_nothing_counts_as_no_layer_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "_look_around", lambda *_: os._exit(3))
    found = machine_layers()
    assert not found.hold
    assert not any(layer.enforced for layer in found.table())


def test_layer_that_is_in_force_in_name_only_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "_has_sockets", lambda: True)
    monkeypatch.setattr(trial.reach, "can_open", lambda _path: True)
    found = machine_layers()
    assert not found.seccomp
    assert not found.landlock

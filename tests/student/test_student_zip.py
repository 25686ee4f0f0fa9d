"""student.zip unpacked in an empty folder, and used with the commands of its README alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from autograder.build.products import solution_files
from autograder.grade.files import write_files
from autograder.grade.making import read_authored
from autograder.grade.plan import Course

from ..tiny import ROOT, autograder
from .editors import discovered, public_checks, setting

pytestmark = pytest.mark.slow
MODULE = "s05_bpe"
COMMANDS = re.compile(r"^ *\$ (.+?)(?:  +#.*)?$", re.MULTILINE)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked zip, in a path with a space and letters that are not ASCII."""
    scratch = tmp_path_factory.mktemp("student")
    done = autograder("release", MODULE, "-o", scratch / "dist", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    home = scratch / "Mein Kürs (2026)"
    with zipfile.ZipFile(scratch / "dist" / MODULE / "student.zip") as archive:
        archive.extractall(home)
    return home


def _make(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return _run(["make", *arguments], home)


def _run(command: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as a student has it."""
    return subprocess.run(
        command, cwd=home, env=_env(), capture_output=True, text=True, timeout=600, check=False
    )


def _env() -> dict[str, str]:
    """A student's environment: nothing of this checkout is importable."""
    dropped = ("PYTHON", "MAKE", "AUTOGRADER", "VIRTUAL_ENV")
    env = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    path = env["PATH"].split(os.pathsep)
    env["PATH"] = os.pathsep.join(part for part in path if ".venv" not in part)
    return {**env, "LC_ALL": "C.UTF-8"}


def test_the_first_command_sets_up_and_lists_what_is_to_be_written(home: Path) -> None:
    done = _make(home, "grade")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing is written yet" in done.stdout
    assert "pair_counts" in done.stdout
    assert f"assignments/{MODULE}/" in done.stdout


def test_only_what_the_module_needs_is_installed(home: Path) -> None:
    done = _run([".venv/bin/python", "-m", "pip", "list", "--format=freeze"], home)
    names = {line.split("==")[0].lower() for line in done.stdout.splitlines()}
    assert {"ml-course-autograder", "numpy", "pytest"} <= names
    assert not names & {"torch", "gymnasium", "otter-grader", "nbformat", "ruff", "mypy"}


def test_vs_code_finds_every_public_check(home: Path, tmp_path: Path) -> None:
    interpreter = setting(home, "settings.json")["python.defaultInterpreterPath"]
    python = Path(interpreter.replace("${workspaceFolder}", str(home))) / "bin/python"
    found, done = discovered(python, home, tmp_path, "--collect-only", env=_env())
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(check.name for check in found) == sorted(public_checks(home)) != []


def test_every_command_of_the_readme_runs(home: Path) -> None:
    text = (home / "README.md").read_text("utf-8")
    commands = [command.strip() for command in COMMANDS.findall(text)]
    assert {"make grade", "make submit"} <= {" ".join(c.split()[:2]) for c in commands}
    for command in commands:
        if "git clone" in command or "apt" in command or "make update" in command:
            continue
        done = _run(["sh", "-c", command], home)
        assert done.returncode in ((0, 1) if "test" in command else (0, 2)), (
            f"{command}\n{done.stdout}\n{done.stderr}"
        )
        assert "Traceback" not in done.stderr, command


def test_a_student_works_hands_in_and_is_graded_in_full(home: Path, tmp_path: Path) -> None:
    authored = read_authored(Course(ROOT), MODULE)
    files = solution_files(authored.source, authored.config)
    plain = {path: data for path, data in files.items() if not path.startswith("tests/")}
    place = home / "assignments" / MODULE
    write_files(plain, place)
    graded = _make(home, "grade", f"M={MODULE}")
    assert graded.returncode == 0, graded.stderr
    assert "to do" not in graded.stdout
    one = _make(home, "grade", "T=merge")
    assert "merge" in one.stdout
    assert "pair_counts" not in one.stdout
    handed = _make(home, "submit")
    assert handed.returncode == 0, handed.stdout + handed.stderr
    archive = home / "submissions" / f"{MODULE}.zip"
    assert f"submissions/{MODULE}.zip" in handed.stdout
    out = tmp_path / "out.json"
    staff = autograder("grade", archive, "-m", MODULE, "--json", out, cwd=ROOT)
    assert staff.returncode == 0, staff.stderr
    assert '"score": 100.0' in out.read_text()


def test_an_update_brings_a_corrected_release_and_keeps_the_work(
    home: Path, tmp_path: Path
) -> None:
    mine = home / "assignments" / MODULE / "pairs.py"
    mine.write_text(mine.read_text() + "\n# mine\n")
    course = _next_release(tmp_path / "course")
    done = autograder("release", MODULE, cwd=course)
    assert done.returncode == 0, done.stderr
    newest = course / "dist" / MODULE / "student.zip"
    updated = _make(home, "update", f"FROM={newest}")
    assert updated.returncode == 0, updated.stdout + updated.stderr
    assert "release 1 -> 2" in updated.stdout.replace("→", "->")
    assert "a clearer handout" in updated.stdout
    assert mine.read_text().endswith("# mine\n")
    assert "A CLEARER HANDOUT" in (home / "assignments" / MODULE / "README.md").read_text("utf-8")
    again = _make(home, "grade", f"M={MODULE}")
    assert again.returncode == 0, again.stderr


def _next_release(folder: Path) -> Path:
    """The course with one sentence more in a handout, as its second release."""
    for name in ("solutions", "grading_configs", "assignments", "student_template"):
        shutil.copytree(ROOT / name, folder / name)
    handout = folder / "solutions" / MODULE / "README.md"
    handout.write_text(handout.read_text("utf-8") + "\nA CLEARER HANDOUT\n", "utf-8")
    config = folder / "grading_configs" / f"{MODULE}.yaml"
    text = config.read_text("utf-8")
    config.write_text(f"{text}\nreleases: [first, a clearer handout]\n", "utf-8")
    return folder


def test_without_make_the_same_is_done_by_python(home: Path) -> None:
    done = _run([".venv/bin/python", "-m", "autograder", "grade", "-t", "merge"], home)
    assert done.returncode == 0, done.stderr
    assert "merge" in done.stdout


def test_a_grader_that_is_not_the_releases_is_named(home: Path) -> None:
    path = home / "course.json"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"version": "', '"version": "9'), "utf-8")
    done = _run([".venv/bin/python", "-m", "autograder", "grade", "-t", "merge"], home)
    path.write_text(text, "utf-8")
    assert "is not the one of this release" in done.stdout

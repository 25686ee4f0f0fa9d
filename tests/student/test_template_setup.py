"""`make` on a student's machine: it sets up once, repairs itself, and says what is missing."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from autograder.build.archive import zip_bytes

from .editors import jsonc

TEMPLATE = Path(__file__).resolve().parents[2] / "student_template"

WHEEL = "autograder-1-py3-none-any.whl"


@pytest.fixture
def repository(tmp_path):
    """A student's repository without modules, in a path that is not easy."""
    return Path(shutil.copytree(TEMPLATE, tmp_path / "Übung für Anfänger"))


@pytest.fixture
def small(repository):
    """The repository with a grader so small that its installation needs no network."""
    info = "autograder-1.dist-info"
    members = {
        "autograder/__init__.py": b"",
        "autograder/__main__.py": b"import sys; print(sys.argv[1:])",
        f"{info}/METADATA": b"Metadata-Version: 2.1\nName: autograder\nVersion: 1\n",
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": b"",
    }
    (repository / "grader" / WHEEL).write_bytes(zip_bytes(members))
    (repository / "requirements.txt").write_text(f"./grader/{WHEEL}\n", "utf-8")
    return repository


def make(repository, *words, **environment):
    return subprocess.run(
        ["make", *words, f"PYTHON={sys.executable}"],
        cwd=repository,
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", **environment},
    )


@pytest.mark.slow
def test_make_sets_up_once_repairs_what_is_half_made_and_follows_the_requirements(small):
    first = make(small, "grade")
    assert (first.returncode, first.stdout) == (0, "['grade']\n")
    assert "Setting up the folder .venv" in first.stderr
    assert make(small, "grade").stderr == ""

    mark = small / ".venv/mark"
    mark.touch()
    (small / "requirements.txt").write_text(f"./grader/{WHEEL}\n# newer\n", "utf-8")
    assert "up to date" in make(small, "setup").stderr
    assert mark.exists(), "what was installed stays"
    assert make(small, "setup").stderr == ""

    (small / ".venv/made-from.txt").unlink()  # what an interrupted installation leaves
    assert "Setting up the folder .venv" in make(small, "setup").stderr
    assert not mark.exists(), "a half-made environment is made afresh"

    moved = small.rename(small.with_name("moved 'away' $HOME"))
    assert make(moved, "grade").stderr == ""


@pytest.mark.slow
def test_arguments_reach_the_program_as_they_were_typed(small):
    assert make(small, "setup").returncode == 0
    for words, options in (
        (["grade", "M=assignments/s05_bpe/", "T=merge"], ["grade", "--module", "s05_bpe", "--task", "merge"]),
        (["grade", "M=assignments/s05_bpe/tests"], ["grade", "--module", "s05_bpe"]),
        (["submit", "M=s05_bpe"], ["submit", "--module", "s05_bpe"]),
        (["update"], ["update"]),
        (["update", "FROM=/a b/$HOME 'c' \"d\" `id`.zip"], ["update", "--from", "/a b/$HOME 'c' \"d\" `id`.zip"]),
    ):  # fmt: skip
        assert make(small, *words).stdout == f"{options}\n"


@pytest.mark.slow
def test_a_file_named_like_a_module_of_python_does_no_harm(small):
    (small / "runpy.py").write_text("raise SystemExit('the wrong one')\n", "utf-8")
    (small / "autograder.py").write_text("raise SystemExit('the wrong one')\n", "utf-8")
    assert make(small, "grade").stdout == "['grade']\n"


@pytest.fixture
def bare_path(tmp_path):
    """A PATH with what setup.sh needs, and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "dirname", "cmp", "rm", "cp", "grep"):
        (folder / name).symlink_to(shutil.which(name))
    return folder


def set_up(repository, path):
    return subprocess.run(
        ["sh", "grader/setup.sh"],
        cwd=repository,
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": str(path)},
    )


def script(path, text):
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)


def test_without_a_python_it_is_said_what_to_install(repository, bare_path):
    script(bare_path / "python3", "exit 1  # as an older one does")
    done = set_up(repository, bare_path)
    assert done.returncode == 2
    assert done.stderr.startswith("\nNo Python 3.11, 3.12 or 3.13 was found. Install Python 3.12:")


def test_a_python_without_venv_is_told_from_none(repository, bare_path):
    lacking = f'case "$2" in *ensurepip*) exit 1;; esac\nexec "{sys.executable}" "$@"'
    script(bare_path / "python3", lacking)
    done = set_up(repository, bare_path)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert done.returncode == 2
    assert f"sudo apt install python{version}-venv" in done.stderr


def test_an_installation_that_fails_points_to_the_readme(repository, bare_path):
    broken = 'case "$*" in *venv\\ .venv) echo "No space left" >&2; exit 1;; esac\n'
    script(bare_path / "python3", f'{broken}exec "{sys.executable}" "$@"')
    done = set_up(repository, bare_path)
    assert done.returncode == 2
    assert "the reason stands above" in done.stderr
    assert '"When the setup fails"' in (TEMPLATE / "grader/setup.sh").read_text("utf-8")
    assert "## When the setup fails" in (TEMPLATE / "README.md").read_text("utf-8")


# ---- the container

NOBODY = 65534


@pytest.fixture
def opened():
    """A folder that other users may enter; those of pytest are closed to them."""
    with tempfile.TemporaryDirectory() as scratch:
        yield Path(scratch)


def given_away(folder):
    """Root gives the folder to a user without rights, and runs as that one; others stay who they are."""
    if os.geteuid() != 0:
        return {}
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the container is a Linux")
def test_a_user_without_rights_sets_the_container_up_without_a_network(small, opened):
    container = jsonc((small / ".devcontainer/devcontainer.json").read_text("utf-8"))
    home = Path(shutil.copytree(small, opened / "course"))
    user = given_away(opened)
    path = "" if user else f"{Path(sys.executable).parent}:"  # root's own Python may be closed
    done = subprocess.run(
        ["sh", "-c", container["postCreateCommand"]],
        cwd=home,
        check=False,
        capture_output=True,
        text=True,
        env={
            "PATH": f"{path}/usr/local/bin:/usr/bin:/bin",
            "HOME": str(opened),
            "PIP_NO_INDEX": "1",
        },
        **user,
    )
    assert done.returncode == 0, done.stderr
    assert "The setup is complete." in done.stderr
    assert (home / ".venv/made-from.txt").stat().st_uid != 0

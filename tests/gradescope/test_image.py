"""What runs when the image is built, one function of setup.sh at a time; test_platform.py has the
whole of it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

import pytest

IMAGE = Path(str(resources.files("autograder.gradescope") / "image"))
SETUP, RUN = IMAGE / "setup.sh", IMAGE / "run_autograder"
Call = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The platform's folder, under a name that a careless script would split or garble."""
    root = tmp_path / "auto gräder"
    (root / "source" / "autograder" / "gradescope").mkdir(parents=True)
    (root / "source" / "course" / "solutions").mkdir(parents=True)
    (root / "source" / "autograder" / "gradescope" / "__init__.py").touch()
    return root


@pytest.fixture
def call(root: Path) -> Call:
    """Calls one function of setup.sh."""

    def call(function: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-c", 'source "$1"; "$2"', "-", SETUP, function],
            env={**os.environ, "AUTOGRADER_ROOT": str(root), **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    return call


@pytest.fixture
def environment(root: Path) -> Path:
    """An environment without any package; gives its Python."""
    subprocess.run(
        [sys.executable, "-I", "-m", "venv", "--without-pip", root / "environment"], check=True
    )
    return root / "environment" / "bin" / "python"


@pytest.fixture
def site(root: Path, environment: Path) -> Path:
    """The folder of the environment's packages."""
    return next((root / "environment" / "lib").glob("python3.*")) / "site-packages"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can enter, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def script(path: Path, *lines: str) -> Path:
    """A program that stands where a Python would."""
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(0o755)
    return path


def entry(root: Path, *lines: str) -> None:
    """The grader of this root, for as long as a test needs one."""
    path = root / "source" / "autograder" / "gradescope" / "__main__.py"
    path.write_text("\n".join([*lines, ""]))


class TestScripts:
    @pytest.mark.parametrize("path", [SETUP, RUN], ids=lambda path: path.name)
    def test_are_sound_bash(self, path: Path):
        done = subprocess.run(["bash", "-n", path], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")

    @pytest.mark.parametrize("path", [SETUP, RUN], ids=lambda path: path.name)
    def test_run_on_linux_as_they_are(self, path: Path):
        content = path.read_bytes()
        assert content.startswith(b"#!/usr/bin/env bash\n")
        assert b"\r" not in content


class TestPythonSearch:
    def test_one_that_is_too_old_is_named_and_passed_over(self, call: Call, root: Path, tmp_path):
        old = script(tmp_path / "python3", 'echo "3.10 $0"')
        done = call("find_python", AUTOGRADER_PYTHON=str(old))
        assert done.returncode == 1
        assert f"{old} is Python 3.10" in done.stdout
        assert not (root / "environment").exists()

    def test_one_that_does_not_run_is_named_and_passed_over(self, call: Call, tmp_path):
        broken = script(tmp_path / "python3.13", "exit 127")
        done = call("find_python", AUTOGRADER_PYTHON=str(broken))
        assert done.returncode == 1
        assert f"{broken} does not run" in done.stdout

    def test_one_without_venv_is_named_and_leaves_nothing(
        self, call: Call, root: Path, open_folder
    ):
        half = script(open_folder / "python3", '[ "$2" = -c ] && echo "3.12 $0"')
        done = call("find_python", AUTOGRADER_PYTHON=str(half))
        assert done.returncode == 1
        assert f"{half} has no working venv" in done.stdout
        assert not (root / "environment").exists()

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root hands student code to another user")
    def test_one_that_the_workers_user_cannot_run_is_passed_over(self, call: Call, open_folder):
        closed = open_folder / "closed"
        closed.mkdir(mode=0o700)
        own = script(closed / "python3.12", 'echo "3.12 $0"')
        done = call("find_python", AUTOGRADER_PYTHON=str(own))
        assert done.returncode == 1
        assert f"{own} is closed to users other than root" in done.stdout

    def test_newer_ones_come_first_and_each_comes_once(self, call: Call, tmp_path):
        for folder in ("one", "two"):
            (tmp_path / folder).mkdir()
        old = script(tmp_path / "one" / "python3", "exit 1")
        newer = script(tmp_path / "two" / "python3.11", "exit 1")
        newest = script(tmp_path / "two" / "python3.13", "exit 1")
        (tmp_path / "two" / "python3").symlink_to(newest)
        path = f"{tmp_path}/one:{tmp_path}/two:{os.environ['PATH']}"
        found = call("candidates", PATH=path).stdout.splitlines()
        ours = [each for each in found if each.startswith(str(tmp_path))]
        assert ours == [str(newest), str(newer), str(old)]

    @pytest.mark.slow
    def test_a_good_one_is_found_behind_bad_ones(self, call: Call, root: Path, tmp_path):
        script(tmp_path / "python3.13", "exit 1")
        script(tmp_path / "python3", 'echo "3.10 $0"')
        done = call("find_python", PATH=f"{tmp_path}:{os.environ['PATH']}")
        if done.returncode:
            pytest.skip(f"this machine has no Python for it: {done.stdout}")
        version = 'import sys; print("%d.%d" % sys.version_info[:2])'
        python = root / "environment" / "bin" / "python"
        said = subprocess.check_output([python, "-I", "-c", version], text=True).strip()
        assert said in {"3.11", "3.12", "3.13"}
        assert "Using " in done.stdout.splitlines()[-1]

    def test_without_one_the_build_ends_with_what_to_do(self, call: Call, root: Path):
        (root / "source" / "requirements").mkdir()
        shutil.copy(IMAGE / "requirements" / "base.txt", root / "source" / "requirements")
        done = call("main", AUTOGRADER_PYTHON="/nowhere/python3")
        assert done.returncode == 1
        last = done.stdout.strip().splitlines()[-1]
        assert "Python 3.11, 3.12 or 3.13" in last
        assert "Choose Ubuntu 22.04 or newer" in last

    def test_a_zip_that_is_not_whole_says_so_before_anything_is_installed(self, call: Call):
        done = call("main")
        assert done.returncode == 1
        assert "requirements/base.txt is missing" in done.stdout
        assert "Looking for Python" not in done.stdout


class TestEnvironment:
    def test_finds_the_grader_in_the_source_folder(self, call: Call, root, environment):
        (root / "source" / "autograder" / "__init__.py").touch()
        assert call("write_path_file").returncode == 0
        code = "import autograder, sys; print(ascii(autograder.__file__))"
        said = subprocess.check_output([environment, "-I", "-c", code], cwd="/", text=True)
        assert said.strip() == ascii(str(root / "source" / "autograder" / "__init__.py"))

    def test_a_release_candidate_gets_the_functions_that_it_lacks(self, call, site, environment):
        """Ubuntu 22.04's 3.11 has no `sys.get_int_max_str_digits`; here it is taken away."""
        (site / "aaa.pth").write_text(
            "import sys; del sys.get_int_max_str_digits, sys.set_int_max_str_digits\n"
        )
        assert call("write_path_file").returncode == 0
        code = "import sys; sys.set_int_max_str_digits(5000); print(sys.get_int_max_str_digits())"
        assert subprocess.check_output([environment, "-I", "-c", code], text=True).strip() == "0"

    def test_bytecode_of_an_earlier_zip_is_gone(self, call: Call, root: Path, environment):
        cache = root / "source" / "course" / "solutions" / "__pycache__"
        cache.mkdir()
        (cache / "old.cpython-311.pyc").touch()
        (root / "source" / "course" / "broken.py").write_text("def (:\n")
        assert call("compile").stdout == ""
        assert not cache.exists()
        assert list((root / "source" / "autograder" / "gradescope").glob("__pycache__/*.pyc"))

    def test_the_course_is_closed_and_the_grader_open_even_from_a_windows_zip(self, call, root):
        secret = root / "source" / "course" / "solutions" / "secret.py"
        settings = root / "source" / "stamp.json"
        secret.touch()
        settings.touch()
        (root / "environment").mkdir()
        for path in (root / "source").rglob("*"):
            path.chmod(0o777)
        assert call("close_secrets").returncode == 0
        for path in (secret, secret.parent, secret.parent.parent, settings):
            assert path.stat().st_mode & 0o077 == 0
        for path in (root / "source", root / "source" / "autograder" / "gradescope"):
            assert path.stat().st_mode & 0o077 == 0o055

    def test_cuda_packages_are_named_with_their_size(self, call: Call, site: Path):
        (site / "nvidia").mkdir()
        (site / "nvidia" / "lib.so").write_bytes(bytes(3 << 20))
        info = site / "nvidia_cublas-13.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            "Metadata-Version: 2.1\nName: nvidia-cublas\nVersion: 13.0\n"
        )
        (info / "RECORD").write_text("nvidia/lib.so,,\n")
        said = call("warn_of_cuda").stdout
        assert "1 CUDA packages of 3 MB" in said
        assert "set pip_index in course.yaml" in said

    def test_without_cuda_packages_nothing_is_said(self, call: Call, environment):
        done = call("warn_of_cuda")
        assert (done.returncode, done.stdout) == (0, "")


class TestSelfTest:
    def test_its_failure_ends_the_build_with_the_reason_last(self, call, root, environment):
        entry(root, "import sys", "print('the solution: 9 of 10')", "sys.exit('line 3 is wrong.')")
        call("write_path_file")
        done = call("self_test")
        assert done.returncode == 1
        lines = done.stdout.strip().splitlines()
        assert lines[0] == "the solution: 9 of 10"
        assert lines[-1].endswith("The self-test failed: line 3 is wrong.")

    def test_its_success_is_told_and_leaves_no_file(self, call, root, environment, tmp_path):
        entry(root, "import os, sys", "print(sys.argv[1], ascii(os.environ['AUTOGRADER_ROOT']))")
        call("write_path_file")
        before = sorted(each.name for each in root.iterdir())
        done = call("self_test", TMPDIR=str(tmp_path))
        assert (done.returncode, done.stdout.strip()) == (0, f"selftest {str(root)!a}")
        assert sorted(each.name for each in root.iterdir()) == before
        assert not list(tmp_path.glob("tmp.*"))


class TestRunAutograder:
    def run(self, root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", RUN],
            env={**os.environ, "AUTOGRADER_ROOT": str(root), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def test_without_an_environment_it_says_so_and_writes_no_score(self, root: Path):
        (root / "results").mkdir()
        done = self.run(root)
        assert done.returncode == 1
        assert f"{root}/environment is missing" in done.stdout
        assert not list((root / "results").iterdir())

    def test_it_grades_in_the_platforms_folder_and_inherits_no_python_setting(
        self, call: Call, root: Path, environment
    ):
        entry(
            root,
            "import json, os, sys",
            "odd = [name for name in os.environ if name.startswith('PYTHON')]",
            "facts = [sys.argv[1], os.getcwd(), odd, sys.flags.isolated, os.umask(0)]",
            "print(json.dumps(facts))",
        )
        call("write_path_file")
        done = self.run(root, PYTHONPATH="/nowhere", PYTHONHASHSEED="1", PYTHONWARNINGS="error")
        assert json.loads(done.stdout) == ["grade", str(root), [], 1, 0o077]

    def test_its_exit_status_is_the_graders(self, call: Call, root: Path, environment):
        entry(root, "import sys", "sys.exit(7)")
        call("write_path_file")
        assert self.run(root).returncode == 7

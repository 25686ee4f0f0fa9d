"""Which files of a submission take part, and what is said about those that do not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .packing import files_of, notes_of, watched, write, zipped

MODULE = {"m/__init__.py": "", "m/a.py": "x = 1"}

Packed = Callable[[dict[str, str]], Path]


@pytest.fixture(params=["folder", "zip"])
def packed(request: pytest.FixtureRequest, tmp_path: Path) -> Packed:
    """The same files as a folder and as a zip: they must be read alike."""

    def make(files: dict[str, str]) -> Path:
        if request.param == "folder":
            return write(tmp_path / "handed-in", files)
        path = tmp_path / "handed-in.zip"
        path.write_bytes(zipped(files))
        return path

    return make


@pytest.mark.parametrize(
    "name",
    [
        "pytest.ini", "m/pytest.ini", "setup.cfg", "tox.ini", "pyproject.toml", "m/.DS_Store",
        "m/._a.py", "__MACOSX/m/._a.py", "Thumbs.db", "m/__pycache__/a.cpython-311.pyc",
        "m/__pycache__/a.py", ".git/config", ".git/hooks/a.py", ".venv/bin/a.py", ".vscode/x.json",
        "node_modules/x/a.py", "lib/site-packages/torch/__init__.py", "m.egg-info/PKG-INFO",
        "x-1.dist-info/entry_points.txt", "m/.ipynb_checkpoints/a.py", "m/tests/test_public.py",
        "m/tests/conftest.py", "m/tests/deep/er.py",
    ],
)  # fmt: skip
def test_left_out_without_a_word(packed: Packed, name: str) -> None:
    path = packed({**MODULE, name: "import evil"})
    assert sorted(files_of(path)) == sorted(MODULE)
    assert notes_of(path) == ""


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("m/conftest.py", "was left out: nothing that is handed in configures the grader"),
        ("sitecustomize.py", "configures the grader"),
        ("m/usercustomize.py", "configures the grader"),
        ("m/evil.pth", "configures the grader"),
        ("m/fast.so", "is compiled code and was left out. Hand in the Python source"),
        ("m/fast.cpython-311-x86_64-linux-gnu.so", "is compiled code"),
        ("m/libfast.so.6", "is compiled code"),
        ("m/fast.PYD", "is compiled code"),
        ("m/fast.dylib", "is compiled code"),
        ("m/a.pyc", "is compiled code"),
    ],
)
def test_left_out_and_said(packed: Packed, name: str, says: str) -> None:
    path = packed({**MODULE, name: "import evil"})
    assert sorted(files_of(path)) == sorted(MODULE)
    assert notes_of(path).startswith(f"{name} ")
    assert says in notes_of(path)


@pytest.mark.parametrize(
    "name",
    [
        "m/data/words.txt", "m/tests.py", "m/.release.json", "tests/m2/b.py", "m/torch.py",
        "notes.pdf", "m/so.py", "m/env/a.py", "grader/a-1.whl",
    ],
)  # fmt: skip
def test_takes_part(packed: Packed, name: str) -> None:
    assert sorted(files_of(packed({**MODULE, name: "x"}))) == sorted([*MODULE, name])


@pytest.mark.parametrize("name", ["env", "venv", "my python"])
def test_environment_is_known_by_its_own_file_whatever_its_name(packed: Packed, name: str) -> None:
    files = {f"m/{name}/pyvenv.cfg": "home = /usr", f"m/{name}/lib/a.py": "x"}
    assert sorted(files_of(packed({**MODULE, **files}))) == sorted(MODULE)


def test_tests_of_ones_own_zip_are_kept_since_there_are_no_others(tmp_path: Path) -> None:
    files = {**MODULE, "m/tests/grading.json": "{}", "m/tests/test_public.py": "x"}
    path = tmp_path / "handed-in.zip"
    path.write_bytes(zipped(files))
    assert sorted(files_of(path, own=True)) == sorted(files)


def test_several_files_are_one_note(packed: Packed) -> None:
    path = packed({**MODULE, "m/a.so": "", "m/b.so": "", "m/c.so": "", "m/d.so": ""})
    assert notes_of(path).startswith("m/a.so, m/b.so and 2 more are compiled code and were left")


def test_source_that_is_too_large_to_be_parsed_is_left_out_and_said(packed: Packed) -> None:
    path = packed({**MODULE, "m/data.py": "x = [" + "1," * 200_000 + "]"})
    assert sorted(files_of(path)) == sorted(MODULE)
    assert notes_of(path) == (
        "m/data.py is larger than 256 KB, too large for Python source, and was left out"
    )


def test_whole_repository_is_read_quickly(tmp_path: Path) -> None:
    files = {f"assignments/m{i}/{name}.py": "x = 1\n" for i in range(40) for name in "abc"}
    for place in (".git/objects", ".venv/lib/python3.11/site-packages/torch", "node_modules/x"):
        files |= {f"{place}/{i}.py": "" for i in range(3000)}
    folder = write(tmp_path / "repository", files)
    with watched(tmp_path / "none") as used:
        assert len(files_of(folder)) == 120
    assert used.seconds < 5

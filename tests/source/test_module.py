"""A whole folder, read at once, and compared with its configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import SourceProblems
from autograder.source import check_tasks, read_module, regions_of

TASK = 'def {}(x):\n    """Do it."""\n    # BEGIN SOLUTION\n    return x\n    # END SOLUTION\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "t01_attention"
    files = {
        "__init__.py": '"""Teaches attention."""\n\nfrom .b import softmax\n',
        "b.py": TASK.format("softmax"),
        "a.py": TASK.format("sdpa"),
        "deep/c.py": "x = 1\n",
        "README.md": "# Attention\r\n",
        "picture.svg": "<svg/>",
        "tests/__init__.py": "",
        "tests/test_public.py": "def test_a(): ...\n",
        "tests/test_hidden.py": "def test_b(): ...\n",
        "tests/notes.txt": "staff",
        "__pycache__/b.cpython-311.pyc": "",
        ".ruff_cache/x": "",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return folder


def problems(folder: Path) -> list[str]:
    with pytest.raises(SourceProblems) as caught:
        read_module(folder)
    return [line.removeprefix(f"{folder}/") for line in str(caught.value).splitlines()]


def test_a_module_has_its_files_in_order(folder: Path) -> None:
    module = read_module(folder)
    assert module.name == "t01_attention"
    assert [module.relative(each) for each in module.sources] == [
        "__init__.py",
        "a.py",
        "b.py",
        "deep/c.py",
    ]
    assert module.tasks == ("sdpa", "softmax")
    assert module.readme == "# Attention\n"
    assert list(module.tests) == ["__init__.py", "test_hidden.py", "test_public.py"]
    assert module.data == {"picture.svg": b"<svg/>"}
    assert module.source_of("softmax").path == folder / "b.py"
    assert [region.owner for region in regions_of(module, "sdpa")] == ["sdpa"]


def test_problems_of_all_files_come_at_once(folder: Path) -> None:
    (folder / "a.py").write_text("# BEGIN SOLUTION\n")
    (folder / "b.py").write_text("# END SOLUTION\n")
    (folder / "README.md").unlink()
    assert [line.split(": ")[0] for line in problems(folder)] == ["README.md:1", "a.py:1", "b.py:1"]


def test_a_task_stands_in_one_file(folder: Path) -> None:
    (folder / "a.py").write_text(TASK.format("softmax"))
    assert problems(folder) == [
        "b.py:3: the task softmax also stands in a.py. Rename one of them: a task's name is unique "
        "in its module."
    ]


def test_a_file_that_is_not_utf_8(folder: Path) -> None:
    (folder / "a.py").write_bytes(b"x = 1\ny = '\xff'\n")
    assert problems(folder) == ["a.py:2: this file is not UTF-8. Save it as UTF-8."]


def test_a_file_that_no_release_carries(folder: Path) -> None:
    (folder / "model.pkl").write_bytes(b"")
    (line,) = problems(folder)
    assert line.startswith("model.pkl:1: no release carries a file of this kind. Remove it, or")


@pytest.mark.parametrize("text", ["# BEGIN SOLUTION\n", "x = 1  # SOLUTION\n", "#END SOLUTION\n"])
def test_markers_in_test_files_are_refused(folder: Path, text: str) -> None:
    (folder / "tests" / "probes.py").write_text(text)
    assert problems(folder) == [
        "tests/probes.py:1: a marker means nothing in a test file. Remove it."
    ]


def test_configured_tasks_and_regions_agree(folder: Path) -> None:
    assert check_tasks(read_module(folder), ["softmax", "sdpa"], Path("t01.yaml")) == []


def test_tasks_are_compared_both_ways(folder: Path) -> None:
    found = check_tasks(read_module(folder), ["softmax", "spda"], Path("t01.yaml"))
    assert [str(each).removeprefix(f"{folder}/") for each in found] == [
        "t01.yaml:1: the task spda has no SOLUTION region in t01_attention. Did you mean sdpa? "
        "Write its region, or remove it from `tasks:`.",
        "a.py:3: sdpa has a SOLUTION region and is not a task of t01.yaml. Did you mean spda? Add "
        "`sdpa:` to `tasks:` of t01.yaml.",
    ]

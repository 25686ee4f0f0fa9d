"""A small module on disk, and its configuration."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.config.models import ModuleConfig
from autograder.source import ModuleSource, Source, read_module, read_source

Read = Callable[[str], Source]
Write = Callable[[dict[str, str]], ModuleSource]

SOFTMAX = '''"""Softmax."""

from __future__ import annotations

import math
from collections.abc import Sequence


def softmax(x: Sequence[float]) -> list[float]:
    """Weights that sum to one.

    Example:
        >>> softmax([0.0, 0.0])
        [0.5, 0.5]
    """
    # BEGIN PROMPT
    # # Shift the scores first.
    # largest = max(x)
    # END PROMPT
    # BEGIN SOLUTION
    powers = [math.exp(score - max(x)) for score in x]
    return [power / sum(powers) for power in powers]
    # END SOLUTION
    # BEGIN MISTAKE no-max
    # why: exp overflows
    # hint: What is exp(1000)?
    # verdict: ERROR
    # powers = [math.exp(score) for score in x]
    # return [power / sum(powers) for power in powers]
    # END MISTAKE
    # BEGIN MISTAKE not-normalised
    # why: does not divide
    # hint: What is the sum of your weights?
    # return list(x)
    # END MISTAKE
'''

FILES = {
    "__init__.py": '"""Teaches softmax."""\n\nfrom .softmax import softmax\n',
    "softmax.py": SOFTMAX,
    "README.md": "# Softmax\n\n<!-- TASKS -->\n\nBe careful.\n",
    "words.txt": "data\n",
    "tests/__init__.py": "",
    "tests/probes.py": '"""Probes."""\n',
    "tests/test_public.py": "def test_sums_to_one(student): ...\n",
    "tests/test_hidden.py": "def test_large_scores(student, reference): ...\n",
    "tests/oracle.py": "SECRET = 1\n",
}

CONFIG = {
    "title": "Softmax",
    "summary": "Scores to weights.",
    "minutes": 30,
    "tasks": {
        "softmax": {
            "points": 3,
            "forbidden": ["torch.softmax"],
            "checks": {
                "test_sums_to_one": {"points": 1},
                "test_large_scores": {"points": 2, "visibility": "hidden"},
            },
        }
    },
}


@pytest.fixture
def read() -> Read:
    """Read a dedented text as ``task.py``."""
    return lambda text: read_source(Path("task.py"), textwrap.dedent(text).lstrip("\n"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "solutions" / "s01_softmax"


@pytest.fixture
def write(folder: Path) -> Write:
    """Write the small module with other or further files, and read it."""

    def module(changes: dict[str, str]) -> ModuleSource:
        for name, text in (FILES | changes).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        return read_module(folder)

    return module


@pytest.fixture
def module(write: Write) -> ModuleSource:
    return write({})


@pytest.fixture
def config() -> ModuleConfig:
    return ModuleConfig.model_validate(CONFIG)

"""How the tests of `autograder.source` read a text and what it complains about."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.errors import SourceProblems
from autograder.source import Source, read_source

Problems = Callable[[str], list[str]]
Read = Callable[[str], Source]


@pytest.fixture
def read() -> Read:
    """Read a dedented text as ``softmax.py``."""
    return lambda text: read_source(Path("softmax.py"), textwrap.dedent(text).lstrip("\n"))


@pytest.fixture
def problems(read: Read) -> Problems:
    """All problems of a text, as the lines that a user sees; empty where it is right."""

    def lines(text: str) -> list[str]:
        try:
            read(text)
        except SourceProblems as error:
            return str(error).splitlines()
        return []

    return lines


@pytest.fixture
def problem(problems: Problems) -> Callable[[str], str]:
    """The only problem of a text."""

    def only(text: str) -> str:
        (line,) = problems(text)
        return line

    return only

"""The tiny course on the platform, built once for all tests of this folder."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from autograder.build.products import solution_files, student_files
from autograder.grade.files import write_files
from autograder.grade.making import Authored

from ..tiny import change, copied
from .platform import Platform, built

MODULE = "a01_numbers"
SETTINGS = """
releases: [first, "double: the handout's example"]
gradescope:
  minutes: 5
  rate_limit: {attempts: 2, hours: 24}
  leaderboard: [{name: Points, value: score}, {name: Time, value: seconds, order: asc}]
tasks:
"""
Package = Callable[..., dict[str, bytes]]


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Platform:
    """The module that needs no library, in its second release."""
    if os.geteuid() != 0:
        pytest.skip("the platform runs everything as root")
    course = copied(tmp_path_factory.mktemp("gradescope") / "course")
    write_files({"README.md": b"# COURSE_TITLE"}, course.template)
    change(course, f"grading_configs/{MODULE}.yaml", "\ntasks:\n", SETTINGS)
    root = tmp_path_factory.mktemp("platform") / "auto grader"
    return built(course, MODULE, root)


@pytest.fixture(scope="session")
def solution(authored: Authored) -> dict[str, bytes]:
    """The solution's package, without tests."""
    files = solution_files(authored.source, authored.config)
    return {name: content for name, content in files.items() if not name.startswith("tests/")}


@pytest.fixture(scope="session")
def stub(authored: Authored) -> dict[str, bytes]:
    """What students start from."""
    return student_files(authored.source, authored.config)


@pytest.fixture
def with_code(solution: dict[str, bytes]) -> Package:
    """The solution with ``code`` at the end of ``numbers.py``."""

    def write(code: str = "", below: str = "") -> dict[str, bytes]:
        changed = {**solution, "numbers.py": solution["numbers.py"] + b"\n\n" + code.encode()}
        return {f"{below}{name}": content for name, content in changed.items()}

    return write

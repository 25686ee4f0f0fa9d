"""The pinned requirements of the image."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest
from packaging.requirements import Requirement

LISTS = Path(str(resources.files("autograder.gradescope") / "image" / "requirements"))
LOCKS = ("base", "gymnasium")
ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def locked(name: str) -> dict[str, tuple[str, list[str]]]:
    """A lock's packages: name to version and hashes."""
    text = (LISTS / f"{name}.txt").read_text("utf-8").replace("\\\n", " ")
    lines = [line.split() for line in text.splitlines() if line.strip() and line[0] != "#"]
    return {line[0].split("==")[0]: (line[0].split("==")[1], line[1:]) for line in lines}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_one_version_and_hashes(name: str):
    for package, (version, hashes) in locked(name).items():
        assert re.fullmatch(r"\d[\w.]*", version), package
        assert hashes, package
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each) for each in hashes)


@pytest.mark.parametrize("name", [*LOCKS, "torch"])
def test_no_index_is_named(name: str):
    text = (LISTS / f"{name}.txt").read_text("utf-8")
    assert not re.search(r"://|--index|--extra-index|--find-links|--trusted|@ ", text)


def test_a_header_says_how_they_are_made():
    for name in LOCKS:
        assert "make lock" in (LISTS / f"{name}.txt").read_text("utf-8").split("==")[0]


def test_gymnasium_only_adds_to_the_base():
    base, more = locked("base"), locked("gymnasium")
    assert base.items() <= more.items()
    assert "gymnasium" in more.keys() - base.keys()


@pytest.mark.parametrize("name", LOCKS)
def test_torch_and_what_grading_does_not_need_are_absent(name: str):
    absent = {"torch", "click", "rich", "ml-course-autograder", "pip", "setuptools"}
    assert not absent & locked(name).keys()
    assert not [package for package in locked(name) if package.startswith("nvidia")]


def test_versions_are_those_that_the_project_asks_for():
    extras = PROJECT["optional-dependencies"]
    wanted = [Requirement(each) for each in [*PROJECT["dependencies"], *extras["gymnasium"]]]
    versions = {name: version for name, (version, _) in locked("gymnasium").items()}
    assert {each.name for each in wanted} - versions.keys() == {
        *("click", "jinja2", "markdown-it-py", "rich")
    }
    for each in wanted:
        if each.name in versions:
            assert versions[each.name] in each.specifier


def test_torch_is_the_projects_torch():
    lines = (LISTS / "torch.txt").read_text("utf-8").splitlines()
    pinned = [line for line in lines if not line.startswith("#")]
    assert pinned == PROJECT["optional-dependencies"]["torch"]

"""docs/comparison.md is made from reports that can be made again, of tests that are fair."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.build.products import solution_files
from autograder.checks.bench import seed_for
from autograder.grade.files import write_files
from autograder.grade.making import read_authored
from autograder.grade.plan import Course

ROOT = Path(__file__).resolve().parents[2]
COMPARE = ROOT / "docs/compare"
CHECKS = sorted((COMPARE / "checks").glob("test_*.py"))
NAMES = [path.stem for path in CHECKS]


def module_of(path):
    """The module whose task a file of tests imports."""
    task = path.stem.removeprefix("test_")
    return re.search(rf"^from (\w+) import {task}$", path.read_text("utf-8"), re.MULTILINE).group(1)


def functions(text):
    return {f.name: f for f in ast.parse(text).body if isinstance(f, ast.FunctionDef)}


def public_checks_of(task, module):
    text = (ROOT / "solutions" / module / "tests/test_public.py").read_text("utf-8")
    mark = f"task('{task}')"
    return [
        name
        for name, function in functions(text).items()
        if mark in map(ast.unparse, function.decorator_list)
    ]


def compare(*arguments):
    return subprocess.run(
        [sys.executable, str(COMPARE / "make_comparison.py"), "--check", *arguments],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("path", CHECKS, ids=NAMES)
def test_the_other_tools_get_a_test_for_each_public_check_of_the_task(path):
    tests = list(functions(path.read_text("utf-8")))
    assert tests == public_checks_of(path.stem.removeprefix("test_"), module_of(path))


@pytest.mark.parametrize("path", CHECKS, ids=NAMES)
def test_their_random_inputs_have_the_seeds_of_ours(path):
    for name, function in functions(path.read_text("utf-8")).items():
        seeds = re.findall(r"default_rng\((\d+)\)", ast.unparse(function))
        assert set(seeds) <= {str(seed_for(module_of(path), name))}, name


@pytest.mark.slow
def test_their_tests_pass_on_the_solutions(tmp_path):
    for module in {module_of(path) for path in CHECKS}:
        authored = read_authored(Course(ROOT), module)
        write_files(dict(solution_files(authored.source, authored.config)), tmp_path / module)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *map(str, CHECKS)],
        check=False,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.slow
def test_the_page_is_what_the_kept_reports_give():
    done = compare("--page")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("tool", "limit"), [("ours", "400"), ("pytest", "40")])
def test_reports_can_be_made_again(tool, limit):
    done = compare("--only", tool, "--limit", limit)
    assert done.returncode == 0, done.stdout + done.stderr

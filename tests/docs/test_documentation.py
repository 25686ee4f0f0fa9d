"""Every command in the documents runs, every link leads somewhere, every command is documented."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.cli.main import _COMMANDS
from autograder.grade.plan import Course
from autograder.grade.strictness import read_record

from ..tiny import listen_to_ctrl_c

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
IDS = [str(page.relative_to(ROOT)) for page in PAGES]
FENCE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")

RUN_BY_CI_ITSELF = {"make test", "make verify"}
FOLLOWED_ELSEWHERE = ROOT / "docs/authoring/README.md"  # by tests/authoring/test_tutorial.py
STAND_INS = {
    "path/to/submission": "assignments/t01_attention",
    "path/to/class": "solutions/s05_bpe/tests/variants",
}


def commands(page: Path) -> list[str]:
    lines = (line for block in FENCE.findall(page.read_text("utf-8")) for line in block.split("\n"))
    return [line[2:].split("  #")[0].strip() for line in lines if line.startswith("$ ")]


def with_stand_ins(command: str) -> str:
    for word, stand_in in STAND_INS.items():
        command = command.replace(word, stand_in)
    return command


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of the checkout with this very environment as its .venv."""
    folder = tmp_path_factory.mktemp("docs") / "course"
    ignored = shutil.ignore_patterns(
        ".venv", ".git", "*_cache", "__pycache__", "*.egg-info", "dist"
    )
    shutil.copytree(ROOT, folder, ignore=ignored)
    published = folder.parent / "course-for-students"
    published.mkdir()
    for place in (folder, published):
        (place / ".venv").symlink_to(sys.prefix)
    for mark in ("installed", "installed-dev"):
        (Path(sys.prefix) / mark).touch()
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_command_of_a_page_runs(page, checkout):
    if page == FOLLOWED_ELSEWHERE:
        return
    for command in commands(page):
        if command in RUN_BY_CI_ITSELF:
            continue
        if re.search(r"\bwatch\b", command):
            assert "Watching" in said_until_stopped(command, checkout)
            continue
        done = subprocess.run(
            with_stand_ins(command),
            check=False,
            shell=True,
            cwd=checkout,
            capture_output=True,
            text=True,
            timeout=600,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        # Failing tests are what pytest is expected to find in stubs.
        fine = (0, 1) if " -m pytest " in command else (0,)
        assert done.returncode in fine, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


def said_until_stopped(command, folder):
    """What a command that ends with Ctrl-C alone prints until it gets that."""
    process = subprocess.Popen(
        command,
        shell=True,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=listen_to_ctrl_c,  # noqa: PLW1509  (there is no thread)
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    with process:
        try:
            first = []  # make may say where it is before
            for line in process.stdout:
                first.append(line)
                if "Watching" in line:
                    break
            os.killpg(process.pid, signal.SIGINT)
            return "".join(first) + process.communicate(timeout=60)[0]
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def test_ci_runs_the_two_commands_of_the_readme():
    script = (ROOT / ".ci/run").read_text("utf-8")
    assert {"make grade", "make test"} <= set(commands(PAGES[0])[:2])
    assert "\nmake grade\n" in script
    assert "\nmake test\n" in script


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_links_lead_somewhere(page):
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_command_of_the_program_is_documented():
    text = "\n".join(page.read_text("utf-8") for page in PAGES)
    for name in _COMMANDS:
        assert f"autograder {name}" in text, name


def test_every_target_of_the_makefile_is_in_contributing():
    targets = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for target in set(targets) - {"clean"}:
        assert f"make {target}" in text, target


@pytest.mark.parametrize("script", ["docs/make_modules.py", "docs/make_diagnosis.py"])
def test_the_pages_of_the_modules_are_what_the_modules_are_today(script):
    done = subprocess.run([sys.executable, ROOT / script, "--check"], check=False, cwd=ROOT)
    assert done.returncode == 0, f"run {script}"


def test_mistakes_by_another_hand_are_recognised_and_other_wrong_code_is_not():
    """As it was measured, over all modules: the bounds that docs/diagnosis.md is held to."""
    course = Course(ROOT)
    records = [read_record(course.solution(name)) for name in course.modules]
    assert all(record is not None and record.recognised for record in records)
    written = sum(len(record.recognised) for record in records if record)
    assert sum(record.named for record in records if record) >= 0.9 * written
    others = [
        name
        for record in records
        if record
        for mistake, names in record.recognised.items()
        for name in names
        if name != mistake
    ]
    assert others == []
    strange = sum(record.strange for record in records if record)
    assert sum(len(record.false_hints) for record in records if record) < 0.01 * strange


@pytest.mark.slow
def test_the_picture_of_the_readme_is_what_the_program_prints_today():
    script = ROOT / "docs/pictures/make_pictures.py"
    subprocess.run(
        [sys.executable, str(script), "--check"],
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

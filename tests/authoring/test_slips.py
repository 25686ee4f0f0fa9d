"""Slips that authors make are told with file, line and what to do; the page of them is from real runs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.build.new import write_starter
from tests.authoring.slips import SLIPS

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/reference/author-errors.md"
HEAD = """# What authors are told

Slips that happen, one by one, in a new module, and what `autograder build` or `autograder verify` says. Made from real
runs by `tests/authoring/test_slips.py`; with `UPDATE=1` in the environment the test writes this page anew.
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = tmp_path_factory.mktemp("slips") / "course"
    (root / "solutions").mkdir(parents=True)
    (root / "grading_configs").mkdir()
    (root / "grading_configs/course.yaml").write_text("title: Test\nmodules: []\n")
    write_starter(root, "m42_new", "New")
    return root


def told(slip, course, folder):
    """What the author of ``slip`` reads on standard error, and the exit status."""
    shutil.copytree(course, folder)
    file = folder / slip.file
    text = file.read_text("utf-8")
    assert slip.old in text, f"the slip fits no more: {slip.about}"
    file.write_text(text.replace(slip.old, slip.new, 1), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "autograder", slip.command, "m42_new"],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    plain = done.stderr.replace(f"{folder}{os.sep}", "")
    plain = re.sub(r"\n[^\n]* in <listcomp>: [^\n]*", "", plain)  # Python 3.12 has no such frame
    return re.sub(r"\[-?\d+\.\d[\d., -]*\]", "[...]", plain).strip(), done.returncode


@pytest.fixture(scope="module")
def answers(course, tmp_path_factory):
    folders = tmp_path_factory.mktemp("tries")
    return {
        slip: told(slip, course, folders / str(index) / "course")
        for index, slip in enumerate(SLIPS)
    }


@pytest.mark.slow
def test_every_slip_is_told_with_file_and_line_or_by_verify_with_its_reason(answers):
    for slip, (text, status) in answers.items():
        first = text.split("\n")[0]
        if slip.command == "build":
            assert status == 2, f"{slip.about}: {text}"
            assert re.match(r"\S+\.(py|yaml|md):\d+: .+\. .+\.$", first), f"{slip.about}: {first}"
        else:
            assert status == 1, f"{slip.about}: {text}"
            assert first.startswith("m42_new: "), f"{slip.about}: {first}"


@pytest.mark.slow
def test_no_author_ever_reads_a_traceback(answers):
    for slip, (text, _) in answers.items():
        assert "Traceback" not in text, slip.about


@pytest.mark.slow
@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="Python words its errors anew")
def test_the_page_of_slips_shows_what_they_are_told_today(answers):
    rows = [f"## {slip.about}\n\n```text\n{text}\n```\n" for slip, (text, _) in answers.items()]
    page = "\n".join([HEAD, *rows])
    if os.environ.get("UPDATE"):
        PAGE.write_text(page, "utf-8")
    assert PAGE.read_text("utf-8") == page


def test_there_are_at_least_twenty_slips():
    assert len({slip.about for slip in SLIPS}) >= 20

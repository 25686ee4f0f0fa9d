"""docs/authoring/README.md, followed step by step by someone who does nothing else."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/authoring/README.md"
STEP = re.compile(
    r"(?:<!-- (?P<verb>file|append): (?P<path>\S+) -->\n)?"
    r"```(?P<kind>console|text|python|yaml|markdown)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@pytest.fixture
def course(tmp_path):
    root = tmp_path / "course"
    (root / "solutions").mkdir(parents=True)
    shutil.copytree(ROOT / "grading_configs/schemas", root / "grading_configs/schemas")
    (root / "grading_configs/course.yaml").write_text("title: Test\nmodules: []\n")
    (root / ".venv/bin").mkdir(parents=True)
    program = root / ".venv/bin/autograder"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m autograder "$@"\n')
    program.chmod(0o755)
    return root


def run(line, course):
    command, _, remark = line.partition("    # ")
    done = subprocess.run(
        command,
        shell=True,
        check=False,
        cwd=course,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120"},
    )
    wanted = int(remark.removeprefix("exits ") or 0)
    assert done.returncode == wanted, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


@pytest.mark.slow
def test_each_step_of_the_tutorial_does_what_the_page_says(course):
    said = ""
    for step in STEP.finditer(PAGE.read_text("utf-8")):
        if step["kind"] == "console":
            lines = step["body"].strip().split("\n")
            said = "".join(run(line.removeprefix("$ "), course) for line in lines)
        elif step["kind"] == "text":
            assert words(step["body"]) in words(said), f"the page says {step['body']}, not {said}"
        else:
            path = course / step["path"]
            before = path.read_text("utf-8") if step["verb"] == "append" else ""
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(before + step["body"], "utf-8")


def words(text):
    return " ".join(text.split())

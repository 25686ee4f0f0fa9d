"""A student's laptop: no solution, no hidden checks, and the mistake is named all the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.build.products import variant_files
from autograder.grade.files import write_files
from autograder.grade.making import read_authored
from autograder.grade.plan import Course

ROOT = Path(__file__).resolve().parents[1]
MISTAKES = (
    ("s05_bpe", "merge", "last-pair-missed"),
    ("r04_td_learning", "q_learning_update", "bootstraps-through-terminal"),
)


@pytest.mark.slow
@pytest.mark.parametrize("start", ["", "spawn"], ids=["Linux", "as on macOS and Windows"])
@pytest.mark.parametrize(("module", "task", "name"), MISTAKES, ids=lambda part: str(part))
def test_a_known_mistake_is_named_from_the_recordings_alone(tmp_path, module, task, name, start):
    course = Course(ROOT)
    authored = read_authored(course, module)
    release = course.release(module)
    files = {
        path.relative_to(release).as_posix(): path.read_bytes()
        for path in release.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    wrong = variant_files(authored.source, authored.config, task, name)
    code = {path: text for path, text in wrong.items() if not path.startswith("tests/")}
    write_files({**files, **code}, tmp_path / "assignments" / module)
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "grade"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "AUTOGRADER_START": start},
    )
    hint = next(
        each.hint for each in authored.source.mistakes if (each.task, each.name) == (task, name)
    )
    assert f"Hint: {hint}" in " ".join(done.stdout.split())
    assert "Hidden checks, graded by the staff" in done.stdout

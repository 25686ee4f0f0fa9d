"""Gradings to be killed: each is a real run of the program on the tiny course's first module."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from autograder.build.products import solution_files
from autograder.grade.files import write_files
from autograder.grade.making import read_authored
from autograder.grade.plan import Course

from ..tiny import autograder, command, copied, environment
from .standing import Read, of_gradescope, of_ours

MODULE = "a01_numbers"
_CODE = b"""

import time

def slowly(f):
    def g(x):
        time.sleep(0.015)
        return f(x)
    return g

double, root = slowly(double), slowly(lambda x: {10: 3}.get(x, 0))

def is_even(x):
    return True
"""
_CRASHES = b"\n\ndef _add(self, word):\n    raise KeyError(word)\n\nTally.add = _add\n"


@dataclass(frozen=True)
class Grading:
    """A way to grade: its command below the folder of one run, and how its results are read."""

    name: str
    command: tuple[str, ...]
    cwd: Path
    submission: Path
    results: str
    """The results file, below a run's own folder."""
    read: Read

    def start(self, folder: Path) -> subprocess.Popen[bytes]:
        """Grade in ``folder``, which gets the results, the log and all temporary files."""
        scratch, results = folder / "tmp", folder / self.results
        scratch.mkdir()
        results.parent.mkdir(parents=True, exist_ok=True)
        words = {"{submission}": str(self.submission), "{results}": str(results)}
        with (folder / "log").open("wb") as log:
            return subprocess.Popen(
                [words.get(each, each) for each in self.command],
                cwd=self.cwd,
                env=environment({"TMPDIR": str(scratch), "AUTOGRADER_ROOT": str(folder)}),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def prepare(self, folder: Path) -> None:
        """Lay out what the platform has beside the results."""
        if self.name == "gradescope":
            (folder / "source").symlink_to(self.cwd)
            shutil.copytree(self.submission, folder / "submission" / MODULE)


def gradings(root: Path, wanted: Collection[str]) -> dict[str, Grading]:
    """The wanted ways to grade: a ``folder``, a ``zip``, and a submission on ``gradescope``."""
    course = copied(root / "course")
    folder, packed = _submission(course, root / "handed-in")
    ours = tuple(command("grade", "{submission}", "--json", "{results}"))
    found = [
        Grading("folder", ours, course.root, folder, "results.json", of_ours),
        Grading("zip", ours, course.root, packed, "results.json", of_ours),
    ]
    if "gradescope" in wanted:
        theirs = (ours[0], "-m", "autograder.gradescope", "grade")
        results, source = "results/results.json", _source(course, root)
        found.append(Grading("gradescope", theirs, source, folder, results, of_gradescope))
    return {each.name: each for each in found if each.name in wanted}


def _submission(course: Course, folder: Path) -> tuple[Path, Path]:
    """Checks that pass, fail, raise and are half right; none of them makes another BLOCKED."""
    authored = read_authored(course, MODULE)
    files = solution_files(authored.source, authored.config)
    plain = {name: content for name, content in files.items() if not name.startswith("tests/")}
    plain["numbers.py"] += _CODE
    plain["tally.py"] += _CRASHES
    write_files(plain, folder / MODULE)
    packed = folder / "handed-in.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in plain.items():
            archive.writestr(f"{MODULE}/{name}", content)
    return folder / MODULE, packed


def _source(course: Course, root: Path) -> Path:
    """The unpacked zip that staff upload."""
    write_files({"README.md": b"# COURSE_TITLE"}, course.template)
    done = autograder("release", MODULE, "-o", root / "dist", cwd=course.root)
    if done.returncode:
        raise RuntimeError(done.stderr)
    source = root / "source"
    with zipfile.ZipFile(root / "dist" / MODULE / "gradescope.zip") as archive:
        archive.extractall(source)
    return source

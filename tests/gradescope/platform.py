"""Gradescope as `formats` describes it: a folder laid out as ``/autograder``, and real runs in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from autograder.grade.files import write_files
from autograder.grade.plan import Course

from ..tiny import autograder

SCHEMA = json.loads((resources.files("autograder.gradescope") / "results.schema.json").read_text())
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Results:
    """What one run wrote, how long it took, and what it printed for staff."""

    document: Mapping[str, Any]
    seconds: float
    stdout: str
    path: Path

    @property
    def score(self) -> float:
        return float(self.document["score"])

    @property
    def rows(self) -> list[Mapping[str, Any]]:
        return list(self.document["tests"])

    @property
    def complaints(self) -> list[Mapping[str, Any]]:
        """Rows about the submission as a whole."""
        return [row for row in self.rows if row["tags"] == ["submission"]]

    def row(self, check: str) -> Mapping[str, Any]:
        """The row of one check."""
        return next(row for row in self.rows if row.get("extra_data", {}).get("check") == check)

    def verdicts(self) -> dict[str, str]:
        """Every check's verdict."""
        about = [row["extra_data"] for row in self.rows if "extra_data" in row]
        return {each["check"]: each["verdict"] for each in about}

    @property
    def staff(self) -> Mapping[str, Any]:
        return dict(self.document["extra_data"])


@dataclass(frozen=True)
class Platform:
    """One assignment on the platform: its image is built, and it takes submissions."""

    root: Path
    build_log: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)

    def submit(
        self, files: Files | Path, metadata: Mapping[str, Any] | None = None, *, check: bool = True
    ) -> Results:
        """A fresh container's run on ``files``; what it wrote must be valid at its end."""
        with self._container(files, metadata) as root:
            started = time.monotonic()
            done = subprocess.run(
                [root / "run_autograder"],
                cwd=root,
                env=_environment(root),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=300,
                check=False,
            )
            path = root / "results" / "results.json"
            assert done.returncode == 0 or not check, done.stdout
            return Results(valid(path), time.monotonic() - started, done.stdout, path)

    @contextmanager
    def _container(self, files: Files | Path, metadata: Mapping[str, Any] | None) -> Iterator[Path]:
        """The image's folder with this submission alone in it."""
        for name in ("submission", "results"):
            shutil.rmtree(self.root / name, ignore_errors=True)
            (self.root / name).mkdir()
        if isinstance(files, Path):
            shutil.copytree(files, self.root / "submission", dirs_exist_ok=True)
        else:
            write_files(files, self.root / "submission")
        (self.root / "submission_metadata.json").write_text(json.dumps(metadata or {}), "utf-8")
        yield self.root

    def changed(self, root: Path, name: str, old: str, new: str) -> Platform:
        """The same image with one file of its source changed."""
        root.mkdir()
        shutil.copytree(self.root / "source", root / "source")
        shutil.copy(self.root / "run_autograder", root)
        (root / "environment").symlink_to(self.root / "environment")
        path = root / "source" / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        return Platform(root)


def valid(path: Path) -> Mapping[str, Any]:
    """A results file that the platform takes."""

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    document = json.loads(path.read_text("utf-8"), parse_constant=refuse)
    Draft202012Validator(SCHEMA).validate(document)
    return dict(document)


def built(course: Course, module: str, root: Path) -> Platform:
    """Release a module, lay its zip out as the platform does, and build the image."""
    done = autograder("release", module, "-o", root.parent / "dist", cwd=course.root)
    assert done.returncode == 0, done.stderr
    source = root / "source"
    source.mkdir(parents=True)
    zip_file = root.parent / "dist" / module / "gradescope.zip"
    subprocess.run(["unzip", "-q", zip_file, "-d", source], check=True)
    shutil.copy(source / "run_autograder", root)
    log = subprocess.run(
        ["bash", source / "setup.sh"],
        cwd=root,
        env=_environment(root),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=900,
        check=False,
    )
    assert log.returncode == 0, log.stdout
    return Platform(root, log.stdout)


def _environment(root: Path) -> dict[str, str]:
    """This machine's, without anything that would make our own checkout importable."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    kept.pop("AUTOGRADER_SECRET", None)
    kept["PATH"] = os.pathsep.join(
        part for part in kept["PATH"].split(os.pathsep) if not part.startswith(sys.prefix)
    )
    return {**kept, "AUTOGRADER_ROOT": str(root)}

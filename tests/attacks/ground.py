"""Where attacks happen: a course full of secrets, and a grader of its own user that grades for it."""

from __future__ import annotations

import json
import os
import select
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..tiny import ROOT, alive, descendants, wait_until
from .vault import Vault

ORDINARY = 58_231
"""A user that owns nothing but its own ground."""
_DRIVER = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from tests.attacks.driver import main; main()"
)
_PATIENCE = 60.0
"""Seconds over an attack's own bound after which the grader counts as hanging."""


@dataclass(frozen=True)
class Graded:
    """What came of one submission."""

    seconds: float
    results: dict[str, Any]
    """The module's entry of the results file; empty where the submission was refused."""
    shown: list[str]
    staff: list[str]
    reports: list[dict[str, Any]]
    """What the attack told of itself in public checks."""
    refused: str = ""

    @property
    def checks(self) -> dict[str, dict[str, Any]]:
        """The checks by name, each with its task."""
        tasks = self.results.get("tasks", [])
        return {
            check["name"]: {**check, "task": task["name"]}
            for task in tasks
            for check in task["checks"]
        }


class Ground:
    """A vault, and a process that grades what attacks it.

    ``user`` is who grades; None stands for whoever runs these tests. ``missing`` are layers that
    the machine shall not have: ``landlock``, or all of them with ``layers``.
    """

    def __init__(
        self, home: Path, python: Path, user: int | None, missing: tuple[str, ...] = ()
    ) -> None:
        self._python, self.user, self._missing = python, user, missing
        self.vault = Vault(home)
        self.honest: dict[str, Graded] = {}
        """Each module's results for the honest work, from before the first attack."""
        self._process: subprocess.Popen[bytes] | None = None
        self._ours: dict[str, list[int]] = {}
        if "landlock" in missing:  # then the rights of files are all that keeps them
            self.vault.course.chmod(0o700)
        if user is not None:
            for path in (home, *home.rglob("*")):
                os.chown(path, user, user)

    def _warm(self, module: str) -> None:
        """Grade the honest work at first, and after an attack that cost the judge its life."""
        if len(self._ours.get(module, [])) < 2:
            folder = self.vault.handed_in(module, "", {}, self.where)
            graded = self.grade(folder, module, 60.0)
            assert graded.results, graded.refused
            self.honest.setdefault(module, graded)

    @property
    def where(self) -> dict[str, Any]:
        """All that an attacker may wish to know, but for the secrets themselves."""
        launcher, judge = [*self._ours.get("v01_vault", []), 0, 0][:2]
        return {
            "files": self.vault.files,
            "course": str(self.vault.course),
            "results": str(self.vault.results),
            "notes": str(self.vault.notes),
            "grader": self._started().pid,
            "launcher": launcher,
            "judge": judge,
        }

    def submission(self, module: str, code: str = "", more: Mapping[str, str] = {}) -> Path:
        """A folder with the honest work, ``code`` below it, and ``more`` files beside it."""
        self._warm(module)
        return self.vault.handed_in(module, code, more, self.where)

    def grade(self, path: Path, module: str, bound: float) -> Graded:
        """Have ``path`` graded; an AssertionError where the grader does not come back in time."""
        results = self.vault.results
        results.unlink(missing_ok=True)
        asked = {"path": str(path), "module": module, "results": str(results)}
        told = self._asked(asked, bound + _PATIENCE)
        written = json.loads(results.read_text("utf-8")) if results.exists() else [{}]
        return Graded(
            told["seconds"],
            written[0],
            told.get("shown", []),
            told.get("staff", []),
            list(_reports(told.get("answers", []))),
            told.get("refused", ""),
        )

    def left_over(self, graded: Graded) -> list[str]:
        """What still runs of what a submission started, some seconds later."""
        wait_until(lambda: not self._strays(graded), 5.0)
        return [_about(pid) for pid in self._strays(graded)]

    def _strays(self, graded: Graded) -> list[int]:
        """All below the grader, all of a worker's user and group, and all that bears our mark."""
        ours = {self._started().pid, *(pid for both in self._ours.values() for pid in both)}
        users = {report["uid"] for report in graded.reports} - {self.user, os.getuid()}
        groups = {report["group"] for report in graded.reports}
        marked = (pid for pid in _processes() if self._is_mine(pid) or _is_of(pid, users, groups))
        mine = {*descendants(self._started().pid), *marked} - ours
        return sorted(pid for pid in mine if alive(pid))

    def _is_mine(self, pid: int) -> bool:
        """Forks keep the launcher's first environment, and what they run is told by its words."""
        mark = str(self.vault.home).encode()
        try:
            about = Path(f"/proc/{pid}")
            return mark in (about / "environ").read_bytes() + (about / "cmdline").read_bytes()
        except OSError:
            return False

    def _asked(self, asked: dict[str, Any], seconds: float) -> dict[str, Any]:
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(asked).encode() + b"\n")
        process.stdin.flush()
        ready, _, _ = select.select([process.stdout], [], [], seconds)
        line = process.stdout.readline() if ready else b""
        if not line:
            self.close()
            raise AssertionError("the grader hangs" if not ready else "the grader died")
        told: dict[str, Any] = json.loads(line)
        self._ours = told.get("ours", self._ours)
        return told

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            home = self.vault.home
            with (home / "log").open("ab") as log:
                self._process = subprocess.Popen(
                    [str(self._python), "-c", _DRIVER, ROOT, self.vault.course, *self._missing],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    env={
                        "PATH": os.environ["PATH"],
                        "TMPDIR": str(home / "tmp"),
                        "PYTHONDONTWRITEBYTECODE": "1",
                        **self.vault.environment,
                    },
                    cwd=home,
                    start_new_session=True,
                    **as_user(self.user),
                )
        return self._process

    def close(self) -> None:
        """End the grader and all below it; what is killed takes its children along."""
        if self._process is None:
            return
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._process, self._ours = None, {}


def as_user(user: int | None) -> dict[str, Any]:
    """What starts a process as another user."""
    return {} if user is None else {"user": user, "group": user, "extra_groups": []}


def _reports(answers: list[str]) -> Iterator[dict[str, Any]]:
    """The reports among the texts that a submission returned."""
    for answer in answers:
        if answer.startswith('{"seen"'):
            yield json.loads(answer)


def _processes() -> Iterator[int]:
    return (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit())


def _is_of(pid: int, users: set[int], groups: set[int]) -> bool:
    try:
        return Path(f"/proc/{pid}").stat().st_uid in users or os.getpgid(pid) in groups
    except OSError:
        return False


def _about(pid: int) -> str:
    try:
        return f"{pid}: {Path(f'/proc/{pid}/cmdline').read_bytes()[:200]!r}"
    except OSError:
        return str(pid)

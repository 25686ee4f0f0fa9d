"""A course with secrets in every corner, and the folders that people hand in to it."""

from __future__ import annotations

import json
import py_compile
import re
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "course"
MAIN = {"v01_vault": "vault.py", "v02_tensors": "tensors.py"}
"""The modules, and the file of each that holds its functions."""
SECRET = re.compile(r"KEEP-[0-9a-f]{20}")
_KINDS = (
    *("REFERENCE", "TESTS", "CONFIGURATION", "ENVIRONMENT", "GIT", "NEIGHBOUR", "RESULTS"),
    "OLD-TESTS",
)


class Vault:
    """The course in ``home``, with secrets that are new each time."""

    def __init__(self, home: Path) -> None:
        self.home, self.course = home, home / "course"
        self._tokens = {kind: f"KEEP-{secrets.token_hex(10)}" for kind in _KINDS}
        self._count = 0
        self._lay_out()

    def _lay_out(self) -> None:
        ignored = shutil.ignore_patterns("__pycache__", "submission", "naive")
        shutil.copytree(HERE, self.course, ignore=ignored)
        for path in self.course.rglob("*"):
            if path.is_file():
                path.write_text(self.filled(path.read_text("utf-8")), "utf-8")
        self._leave_behind()
        for name in ("tmp", "handed-in"):
            (self.home / name).mkdir()

    def _leave_behind(self) -> None:
        """What lies about in a real course: compiled tests, a repository, others' work."""
        old = self.course / "solutions/v01_vault/tests/test_old.py"
        old.write_text(self.filled('TOKEN = "@OLD-TESTS@"\n'))
        py_compile.compile(str(old), self.files["bytecode"], doraise=True)
        old.unlink()
        for name, kind in (
            ("git", "GIT"),
            ("other results", "RESULTS"),
            ("neighbour", "NEIGHBOUR"),
        ):
            path = Path(self.files[name])
            path.parent.mkdir(parents=True)
            path.write_text(self.filled(f"# @{kind}@\n"))

    def filled(self, text: str) -> str:
        """``text`` with the secrets of this course."""
        for kind, token in self._tokens.items():
            text = text.replace(f"@{kind}@", token)
        return text

    @property
    def files(self) -> dict[str, str]:
        """Where the secrets lie."""
        solution = self.course / "solutions/v01_vault"
        paths = {
            "tests": solution / "tests/test_hidden.py",
            "reference": solution / "vault.py",
            "configuration": self.course / "grading_configs/course.yaml",
            "git": self.course / ".git/packed-refs",
            "bytecode": solution / "tests/__pycache__/test_old.pyc",
            "neighbour": self.course / "handed-in/someone/vault.py",
            "other results": self.course / "results/someone.json",
        }
        return {name: str(path) for name, path in paths.items()}

    @property
    def results(self) -> Path:
        """The results file of the submission that is graded last."""
        return self.course / "results/mine.json"

    @property
    def notes(self) -> Path:
        """Where attacks write what they found, if somebody lets them."""
        return self.home / "notes"

    @property
    def environment(self) -> dict[str, str]:
        """The variables of a grader's process."""
        return {"AUTOGRADER_SECRET": self.filled("@ENVIRONMENT@")}

    def handed_in(
        self, module: str, code: str, more: Mapping[str, str], where: Mapping[str, Any]
    ) -> Path:
        """A folder with the honest work, ``code`` below it, and ``more`` files beside it; its
        author knows ``where`` everything is.
        """
        self._count += 1
        root = self.home / "handed-in" / str(self._count)
        package = root / module
        shutil.copytree(HERE / "submission" / module, package)
        shutil.copy(HERE / "submission/evidence.py", package)
        (package / "where.json").write_text(json.dumps(where))
        with (package / MAIN[module]).open("a", encoding="utf-8") as file:
            file.write(f"\n\n{code}")
        for name, text in more.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, "utf-8")
        return root

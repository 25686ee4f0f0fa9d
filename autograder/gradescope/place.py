"""Where the platform has put everything."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import UsageError
from autograder.grade.plan import Course

ROOT_VARIABLE = "AUTOGRADER_ROOT"
"""Environment variable: the folder that is ``/autograder`` on the platform."""
SETTINGS = "stamp.json"


@dataclass(frozen=True)
class Place:
    """The folders and files of one run."""

    source: Path
    """The unpacked zip."""
    submission: Path
    metadata: Path
    results: Path

    @property
    def course(self) -> Course:
        """The course of one module that the zip holds."""
        return Course(self.source / "course")

    @property
    def settings(self) -> dict[str, Any]:
        """What the zip says about itself; `UsageError` where it is not whole."""
        path = self.source / SETTINGS
        try:
            settings: dict[str, Any] = json.loads(path.read_text("utf-8"))
            settings["module"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f"{path} cannot be read ({error}), so nothing says which module this is. "
                "Make the zip again with `autograder release`, and upload that."
            ) from None
        return settings


def place_at(root: Path) -> Place:
    """The platform's layout below ``root``."""
    return Place(
        root / "source",
        root / "submission",
        root / "submission_metadata.json",
        root / "results" / "results.json",
    )


def place_here() -> Place:
    """The platform's layout where the environment says it is."""
    return place_at(Path(os.environ.get(ROOT_VARIABLE) or "/autograder"))

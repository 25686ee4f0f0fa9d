"""The run for one submission: reads what the platform gives, grades, and keeps results.json valid
from the first second to the last.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.config.rules import SPARE_SECONDS
from autograder.errors import AutograderError
from autograder.grade.results import replace_file
from autograder.gradescope.attempts import decide
from autograder.gradescope.check_rows import Complaint
from autograder.gradescope.grading import Assignment, grade_submission, read_assignment
from autograder.gradescope.limited import limited_document
from autograder.gradescope.metadata import read_metadata
from autograder.gradescope.place import Place
from autograder.gradescope.rows import results_document
from autograder.model import ModuleResult

_LAST_SECONDS = 10.0
"""Before the platform's limit: later than our own deadline, in case even that was missed."""
_OURS = (
    "The grader itself failed on this submission. That is our fault and not yours: tell the staff. "
    "What had been graded by then stands below"
)


class Run:
    """One submission on its way to results.json."""

    def __init__(self, place: Place) -> None:
        self._started = time.monotonic()
        self._place = place
        settings = place.settings
        self.assignment: Assignment = read_assignment(place.course, settings["module"])
        self._platform = self.assignment.config.gradescope
        self._stamp = f"{self.assignment.plan.stamp}, grader {settings.get('grader')}"
        self._metadata = read_metadata(place.metadata)
        _close(place.metadata)
        self._attempts = decide(self._platform.rate_limit, self._metadata)
        self._last = self.assignment.not_run()
        self._warnings: list[str] = []

    def grade(self) -> None:
        """Grade the submission, or keep the last score where its attempts are used up."""
        if not self._attempts.allowed:
            self._put(limited_document(self._attempts, self._metadata, stamp=self._stamp))
            return
        self._write(self._last, finished=False)
        timer = self._last_resort()
        try:
            self._grade()
        except Exception as error:
            self._our_fault(error)
        finally:
            timer.cancel()

    def _grade(self) -> None:
        left = self._seconds_left - SPARE_SECONDS
        graded = grade_submission(
            self.assignment.within(left),
            self._place.submission,
            lambda result: self._write(result, finished=False),
            (self._place.metadata, self._place.results),
        )
        self._write(graded.result, graded.complaints, finished=True)
        for warning in self._warnings:
            self._say(f"For staff: {warning}")

    @property
    def _seconds_left(self) -> float:
        return self._platform.minutes * 60 - (time.monotonic() - self._started)

    def _last_resort(self) -> threading.Timer:
        """Ends this process before the platform does: what stands in results.json then counts."""

        def leave() -> None:
            self._say("Time is over before grading came to its end.")
            os._exit(0)

        timer = threading.Timer(self._seconds_left - _LAST_SECONDS, leave)
        timer.daemon = True
        timer.start()
        return timer

    def _our_fault(self, error: Exception) -> None:
        """Say it to everybody, and the reason to staff; the attempt does not count."""
        self._say("".join(traceback.format_exception(error)))
        reason = str(error) if isinstance(error, AutograderError) else f"{error!r}"
        self._write(
            self._last,
            [Complaint("The grader failed", _OURS)],
            finished=False,
            warnings=[f"The grader failed: {reason} The log has the traceback."],
        )

    def _write(
        self,
        result: ModuleResult,
        complaints: Sequence[Complaint] = (),
        *,
        finished: bool,
        warnings: Sequence[str] = (),
    ) -> None:
        self._last = result
        self._put(
            results_document(
                result,
                metadata=self._metadata,
                complaints=complaints,
                attempts=self._attempts,
                leaderboard=self._platform.leaderboard if finished else (),
                stamp=self._stamp,
                warnings=warnings,
                finished=finished,
            )
        )

    def _put(self, document: dict[str, Any]) -> None:
        self._warnings = document["extra_data"]["warnings"]
        replace_file(self._place.results, json.dumps(document, indent=1, allow_nan=False) + "\n")

    @staticmethod
    def _say(text: str) -> None:
        """To the log, which only staff can read."""
        sys.stdout.write(f"{text.rstrip()}\n")
        sys.stdout.flush()


def _close(path: Path) -> None:
    """It holds what staff alone read of earlier results, so student code must not open it."""
    with contextlib.suppress(OSError):
        path.chmod(0o600)


def grade(place: Place) -> int:
    """Grade the submission in ``place``; gives the exit status.

    A fault before the first results (the zip is not whole, say) leaves none, so that the platform
    reports an error of the autograder and no student loses an attempt.
    """
    Run(place).grade()
    return 0

"""Who handed in and when: ``submission_metadata.json``, which Gradescope puts beside a submission.

Nothing in it is relied upon. A file that is missing or broken gives an empty `Metadata` whose
``warnings`` tell staff what is not known and therefore not done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.gradescope.fields import Fields, read_object
from autograder.gradescope.times import duration, spelled


@dataclass(frozen=True)
class Dates:
    """When an assignment is due, for everybody or for one student."""

    due: datetime | None = None
    late_due: datetime | None = None


@dataclass(frozen=True)
class User:
    """One of those who handed in; ``dates`` are their own ones, such as an extension."""

    name: str = ""
    email: str = ""
    sid: str = ""
    dates: Dates = Dates()


@dataclass(frozen=True)
class Assignment:
    """The assignment on Gradescope."""

    title: str = ""
    total_points: float | None = None
    dates: Dates = Dates()


@dataclass(frozen=True)
class Previous:
    """An earlier submission; Gradescope gives the ``results`` of the latest one only."""

    time: datetime | None = None
    score: float | None = None
    autograder_error: bool = False
    results: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Metadata:
    """One submission as Gradescope describes it."""

    submission: str = ""
    """Its number on Gradescope; the same one when staff run it again."""
    created_at: datetime | None = None
    method: str = ""
    """``upload``, ``github`` or ``bitbucket``."""
    users: tuple[User, ...] = ()
    assignment: Assignment = field(default_factory=Assignment)
    previous: tuple[Previous, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def due_date(self) -> datetime | None:
        """The latest date that one of its users has; who has none of their own has the common
        one.
        """
        return self._latest(lambda dates: dates.due)

    @property
    def late_due_date(self) -> datetime | None:
        """As `due_date`; None where it does not lie after it, so that there is no late period."""
        due, late = self.due_date, self._latest(lambda dates: dates.late_due)
        return None if late is None or (due is not None and late <= due) else late

    def _latest(self, pick: Callable[[Dates], datetime | None]) -> datetime | None:
        common = pick(self.assignment.dates)
        dates = [pick(user.dates) or common for user in self.users] or [common]
        return max((date for date in dates if date is not None), default=None)


def read_metadata(path: Path) -> Metadata:
    """The metadata in ``path``; never fails."""
    document, fault = read_object(path)
    if fault:
        warning = (
            f"{path.name} cannot be read: {fault}. This submission was graded without its dates "
            "and without a limit on attempts."
        )
        return Metadata(warnings=(warning,))
    return metadata_of(document)


def metadata_of(document: object) -> Metadata:
    """The metadata in a document that was already parsed."""
    warnings: list[str] = []
    fields = Fields(document, "submission_metadata.json: ", warnings)
    return Metadata(
        submission=fields.text("id"),
        created_at=fields.date("created_at"),
        method=fields.text("submission_method").lower(),
        users=tuple(_user(user) for user in fields.each("users")),
        assignment=_assignment(fields.inner("assignment")),
        previous=tuple(_previous(each) for each in fields.each("previous_submissions")),
        warnings=tuple(warnings),
    )


def _user(fields: Fields) -> User:
    name, email, sid = (fields.text(key) for key in ("name", "email", "sid"))
    return User(name, email, sid, _dates(fields.inner("assignment")))


def _assignment(fields: Fields) -> Assignment:
    return Assignment(fields.text("title"), fields.number("total_points"), _dates(fields))


def _dates(fields: Fields) -> Dates:
    return Dates(fields.date("due_date"), fields.date("late_due_date"))


def _previous(fields: Fields) -> Previous:
    return Previous(
        fields.date("submission_time"),
        fields.number("score"),
        fields.flag("autograder_error"),
        fields.mapping("results"),
    )


def seconds_late(metadata: Metadata) -> float | None:
    """How long after its due date the submission was made, 0 if before; None where a date is not
    known. The clock plays no part, so that a later run of the same submission says the same.
    """
    if metadata.created_at is None or metadata.due_date is None:
        return None
    return max(0.0, (metadata.created_at - metadata.due_date).total_seconds())


def late_sentence(metadata: Metadata) -> str:
    """What a student who is late is told; "" for one who is not."""
    late, due = seconds_late(metadata), metadata.due_date
    if not late or due is None:
        return ""
    whose = "your group's" if len(metadata.users) > 1 else "your"
    own = _own(due, metadata.assignment.dates.due, whose)
    said = f"Handed in {duration(late)} after {whose} due date, {spelled(due)}{own}."
    return f"{said} {_late_period(metadata)}".rstrip()


def _own(due: datetime, common: datetime | None, whose: str) -> str:
    if common is None or due == common:
        return ""
    return f", which is {whose} own{' extended one' if due > common else ''}"


def _late_period(metadata: Metadata) -> str:
    end = metadata.late_due_date
    if end is None or metadata.created_at is None:
        return ""
    tense = "ends" if metadata.created_at <= end else "ended"
    return f"The late period {tense} on {spelled(end)}."

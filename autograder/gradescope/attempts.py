"""How often a student may be graded, and what those get who have been graded often enough.

Each of our results carries the times of the attempts that counted so far. A later submission reads
them from the latest results that Gradescope gives it, which is why a chain is enough although only
the latest previous submission comes with its results. Where there is no chain, or where later
submissions have no results yet, the times of the previous submissions are gone through in order,
and those count that this same rule would have graded.

All times are those of the submissions, never the clock's: a submission that staff run again is
judged as it was, and later ones do not stand against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from autograder.config.gradescope import RateLimit
from autograder.gradescope.fields import finite
from autograder.gradescope.metadata import Metadata, Previous
from autograder.gradescope.times import duration, instant, next_minute, spelled

_LONGEST = timedelta(days=36500)
_SAME = timedelta(seconds=1)
"""Two times of one submission may be given with another number of digits."""
_REMEMBERED = 1000


@dataclass(frozen=True)
class Attempts:
    """Whether a submission is graded, and the attempts that count before it."""

    allowed: bool = True
    before: tuple[datetime, ...] = ()
    """Every attempt that counted, the oldest first."""
    now: datetime | None = None
    """When this submission was made."""
    limit: RateLimit | None = None
    kept: Previous | None = None
    """Where the limit is reached: the submission whose score stays."""
    warnings: tuple[str, ...] = ()

    def counting(self, *, this: bool) -> list[str]:
        """The chain for the next submission, with ``this`` one in it where it counts."""
        times = [*self.before, *([self.now] if this and self.now else [])]
        return [time.isoformat() for time in times[-_REMEMBERED:]]

    def next_at(self, *, this: bool) -> datetime | None:
        """When the next submission will be graded; None where that is at once."""
        if self.limit is None or self.now is None:
            return None
        times = [*self.before, *([self.now] if this else [])]
        within = _within(times, self.now, self.limit)
        if len(within) < self.limit.attempts:
            return None
        return (within[-self.limit.attempts] + _span(self.limit)).astimezone(self.now.tzinfo)

    @property
    def used(self) -> int:
        """Attempts before this one that still stand against it."""
        return len(_within(self.before, self.now, self.limit)) if self.now and self.limit else 0


def decide(limit: RateLimit | None, metadata: Metadata) -> Attempts:
    """Whether the submission is to be graded.

    One whose own time is unknown is graded. So is one that would have no score to keep: a student
    is never left with nothing because earlier runs have not ended.
    """
    now = metadata.created_at
    if now is None:
        return Attempts(limit=limit, warnings=(_NO_TIME,) if limit else ())
    earlier = sorted(_before(now, metadata.previous), key=lambda pair: pair[0])
    counted = _counted(earlier, now, limit)
    kept = next((each for _, each in reversed(earlier) if _is_valid(each)), None)
    allowed = kept is None or _room(counted, now, limit)
    return Attempts(allowed, counted, now, limit, None if allowed else kept)


_NO_TIME = (
    "created_at is not known, so the limit on attempts was not applied. "
    "Look at submission_metadata.json."
)


def attempts_sentence(attempts: Attempts, *, counts: bool = True) -> str:
    """What a student whose submission was graded should know about the next one; ``counts`` tells
    whether this one stands against the limit.
    """
    limit = attempts.limit
    if limit is None or attempts.now is None:
        return ""
    if not counts:
        return "This attempt does not count against your limit, because the grader is at fault."
    number = min(attempts.used + 1, limit.attempts)
    used = f"This is attempt {number} of {limit.attempts} in {_hours(limit)}."
    later = attempts.next_at(this=True)
    return used if later is None else f"{used} {_from(later, attempts.now)}"


def limit_sentence(attempts: Attempts) -> str:
    """What a student is told whose submission was not graded."""
    limit, later = attempts.limit, attempts.next_at(this=False)
    if limit is None or attempts.now is None or later is None:
        return ""
    graded = "one submission is" if limit.attempts == 1 else f"{limit.attempts} submissions are"
    return (
        f"This submission was not graded: {graded} graded in {_hours(limit)}. "
        f"{_from(later, attempts.now)}"
    )


def _from(later: datetime, now: datetime) -> str:
    shown = next_minute(later)
    wait = duration((shown - now).total_seconds())
    return f"The next one is graded from {spelled(shown)} on, which is {wait} after this one."


def _hours(limit: RateLimit) -> str:
    return "1 hour" if limit.hours == 1 else f"{limit.hours:g} hours"


def _before(now: datetime, previous: Sequence[Previous]) -> Iterator[tuple[datetime, Previous]]:
    """The submissions made before ``now``. What is newer was made before staff ran this one again,
    and one at the same time is this one itself.
    """
    for each in previous:
        if each.time is not None and each.time < now - _SAME:
            yield each.time, each


def _counted(
    earlier: Sequence[tuple[datetime, Previous]], now: datetime, limit: RateLimit | None
) -> tuple[datetime, ...]:
    counted: list[datetime] = []
    start = 0
    for index in range(len(earlier) - 1, -1, -1):
        chain = _chain(earlier[index][1])
        if chain is not None:
            counted = [time for time in chain if time < now - _SAME]
            start = index + 1
            break
    for time, each in earlier[start:]:
        if not _our_fault(each) and _room(counted, time, limit):
            counted.append(time)
    return tuple(counted)


def _chain(previous: Previous) -> list[datetime] | None:
    """The times that our own results carry; None where the results are not there, or not ours."""
    times = extra(previous.results).get("attempts")
    if not isinstance(times, list):
        return None
    known = sorted(time for each in times if (time := instant(each)) is not None)
    if not previous.autograder_error or previous.time is None:
        return known
    return [time for time in known if abs(time - previous.time) > _SAME]


def _room(times: Sequence[datetime], now: datetime, limit: RateLimit | None) -> bool:
    return limit is None or len(_within(times, now, limit)) < limit.attempts


def _within(times: Sequence[datetime], now: datetime, limit: RateLimit) -> list[datetime]:
    """Those of ``times`` in the span that ends at ``now``."""
    span = _span(limit)
    return [time for time in sorted(times) if time <= now and now - time < span]


def _span(limit: RateLimit) -> timedelta:
    return min(timedelta(hours=min(limit.hours, 1e7)), _LONGEST)


def _our_fault(previous: Previous) -> bool:
    """Whether a submission failed through the grader or the platform."""
    if previous.autograder_error:
        return True
    about = extra(previous.results)
    if about.get("limited") is True:
        return False  # its rows are those of an earlier one
    if about.get("finished") is False:
        return True
    rows = (previous.results or {}).get("tests")
    rows = rows if isinstance(rows, list) else []
    return any(extra(row).get("verdict") == "GRADER_ERROR" for row in rows)


def _is_valid(previous: Previous) -> bool:
    """Whether there is a score that can be kept."""
    if _our_fault(previous):
        return False
    return previous.score is not None or finite((previous.results or {}).get("score")) is not None


def extra(holder: object) -> Mapping[str, Any]:
    """The ``extra_data`` of a document or a row; empty where there is none."""
    data = holder.get("extra_data") if isinstance(holder, Mapping) else None
    return data if isinstance(data, Mapping) else {}

"""The journal of a bulk run: what waits, what runs, and what came of it, in one SQLite file.

Every change is one transaction in a file with a write-ahead log, so that a run may be killed at any
moment: what had ended stands, and what ran is graded again when somebody goes on.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from autograder.errors import UsageError

SCHEMA = "autograder.bulk/1"
MOST_STARTS = 2
"""A submission in whose grading the whole program was lost so often waits for a human."""
_BUSY_SECONDS = 30.0
_TABLES = """
create table if not exists about (name text primary key, value text not null);
create table if not exists submissions (
    name text primary key,
    key text not null,
    state text not null,
    starts integer not null default 0,
    score real,
    max_score real,
    result text not null default '',
    problem text not null default '',
    seconds real not null default 0,
    ended text not null default ''
) without rowid;
"""


class State(Enum):
    """Where a submission stands."""

    WAITING = "waiting"
    RUNNING = "running"
    GRADED = "graded"
    REFUSED = "cannot be graded"
    """What was handed in is damaged, empty, or of another module."""
    FAULT = "fault of the grader"
    """Some checks could not be judged, or grading broke off."""


@dataclass(frozen=True)
class Outcome:
    """What came of one submission."""

    state: State
    score: float = 0.0
    max_score: float = 0.0
    result: str = ""
    """The results as JSON, as ``autograder grade --json`` writes them."""
    problem: str = ""
    """Why a human should look at it; "" where nobody needs to."""
    seconds: float = 0.0
    ended: str = ""
    """When, as ISO 8601."""


@dataclass(frozen=True)
class Row(Outcome):
    """A submission in the journal."""

    name: str = ""


class Queue:
    """The submissions of one run in ``path``; may be used from several threads."""

    def __init__(self, path: Path, module: str) -> None:
        self._path, self._lock = path, threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(
                path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            self._database.execute("pragma journal_mode = wal")
            self._database.execute("pragma synchronous = full")
            self._database.executescript(_TABLES)
        except (sqlite3.Error, OSError) as error:
            raise UsageError(
                f"{path} cannot be used as a journal: {error}. Name another file with --journal."
            ) from error
        self._demand(module)

    @property
    def path(self) -> Path:
        """The file that it lies in."""
        return self._path

    def close(self) -> None:
        """Leave one file: the write-ahead log is merged into it."""
        with self._lock:
            self._database.close()

    def enter(self, keys: Mapping[str, str], *, again: bool = False) -> int:
        """Put the submissions of this run in, by name and key, and give the number that must be
        graded: new ones, changed ones, those that were being graded when a run was lost, and with
        ``again`` all. Submissions that are not in ``keys`` leave the journal.
        """
        with self._change() as database:
            known = {row[0] for row in database.execute("select name from submissions")}
            database.executemany(
                "delete from submissions where name = ?", [(each,) for each in known - keys.keys()]
            )
            database.executemany(
                "insert into submissions (name, key, state) values (?, ?, 'WAITING') "
                "on conflict (name) do update set key = excluded.key, state = 'WAITING', "
                "starts = 0, score = null, max_score = null, result = '', problem = '' "
                "where key <> excluded.key or ?",
                [(name, key, again) for name, key in keys.items()],
            )
            database.execute(
                "update submissions set state = 'FAULT', problem = ? "
                "where state = 'RUNNING' and starts >= ?",
                [_LOST, MOST_STARTS],
            )
            database.execute("update submissions set state = 'WAITING' where state = 'RUNNING'")
            (waiting,) = database.execute(
                "select count(*) from submissions where state = 'WAITING'"
            ).fetchone()
        return int(waiting)

    def take(self, *, counted: bool = True) -> str | None:
        """The name of the next submission, which runs from now on; None where none waits. Where it
        runs on another machine, only the loss of that machine is ``counted``, by `lost`: the end of
        this program says nothing about the submission.
        """
        with self._change() as database:
            row = database.execute(
                "update submissions set state = 'RUNNING', starts = starts + ? where name = "
                "(select name from submissions where state = 'WAITING' order by name limit 1) "
                "returning name",
                [int(counted)],
            ).fetchall()
        return str(row[0][0]) if row else None

    def lost(self, name: str) -> int:
        """The machine that graded a submission is gone: how often that has happened to it."""
        with self._change() as database:
            ((starts,),) = database.execute(
                "update submissions set starts = starts + 1 where name = ? returning starts", [name]
            ).fetchall()
        return int(starts)

    def waits(self) -> bool:
        """Whether any submission waits."""
        with self._lock:
            found = self._database.execute(
                "select 1 from submissions where state = 'WAITING' limit 1"
            ).fetchone()
        return found is not None

    def give_back(self, name: str) -> None:
        """A submission that was taken waits again."""
        with self._change() as database:
            database.execute("update submissions set state = 'WAITING' where name = ?", [name])

    def put(self, name: str, outcome: Outcome) -> None:
        """What came of a submission."""
        with self._change() as database:
            database.execute(
                "update submissions set state = ?, score = ?, max_score = ?, result = ?, "
                "problem = ?, seconds = ?, ended = ? where name = ?",
                [
                    outcome.state.name, outcome.score, outcome.max_score, outcome.result,
                    outcome.problem, outcome.seconds, outcome.ended, name,
                ],
            )  # fmt: skip

    def rows(self) -> Iterator[Row]:
        """All submissions by their names, one at a time."""
        found = self._database.execute(
            "select name, state, coalesce(score, 0), coalesce(max_score, 0), result, problem, "
            "seconds, ended from submissions order by name"
        )
        for name, state, score, most, result, problem, seconds, ended in found:
            yield Row(State[state], score, most, result, problem, seconds, ended, name)

    def _demand(self, module: str) -> None:
        """A journal is of one module."""
        wanted = {"schema": SCHEMA, "module": module}
        with self._change() as database:
            database.executemany("insert or ignore into about values (?, ?)", wanted.items())
            about = dict(database.execute("select name, value from about"))
        if about != wanted:
            raise UsageError(
                f"{self._path} is the journal of {about.get('module')}, not of {module}. Name "
                "another file with --journal."
            )

    def _change(self) -> _Change:
        return _Change(self._database, self._lock)


class _Change:
    """One transaction, of one thread at a time."""

    def __init__(self, database: sqlite3.Connection, lock: threading.Lock) -> None:
        self._database, self._lock = database, lock

    def __enter__(self) -> sqlite3.Connection:
        self._lock.acquire()
        self._database.execute("begin immediate")
        return self._database

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        try:
            self._database.execute("rollback" if kind else "commit")
        finally:
            self._lock.release()


_LOST = (
    "the whole program was lost while it was graded, more than once: memory, or the machine. "
    "Grade it alone with autograder grade, and look"
)

"""The journal of a bulk run: what stands in it after any end."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.grade.queue import MOST_STARTS, Outcome, Queue, State

DONE = Outcome(State.GRADED, 3.0, 4.0, "[]", "", 0.5, "2026-01-01T00:00:00+00:00")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "class.sqlite"


def states(queue: Queue) -> dict[str, State]:
    return {row.name: row.state for row in queue.rows()}


def test_each_submission_is_taken_once_in_the_order_of_names(path: Path) -> None:
    queue = Queue(path, "m")
    assert queue.enter({"bob": "2", "alice": "1"}) == 2
    assert [queue.take(), queue.take(), queue.take()] == ["alice", "bob", None]


def test_many_threads_share_the_queue_and_take_nothing_twice(path: Path) -> None:
    queue, taken = Queue(path, "m"), Counter[str]()
    queue.enter({f"s{number:03}": "k" for number in range(200)})

    def work() -> None:
        while (name := queue.take()) is not None:
            taken[name] += 1
            queue.put(name, DONE)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(taken) == 200
    assert set(taken.values()) == {1}
    assert set(states(queue).values()) == {State.GRADED}


def test_what_ended_stands_and_what_ran_waits_again_when_a_run_is_lost(path: Path) -> None:
    first = Queue(path, "m")
    first.enter({"alice": "1", "bob": "2", "carol": "3"})
    first.put(str(first.take()), DONE)
    assert first.take() == "bob"  # and then the program is gone: nothing is closed
    second = Queue(path, "m")
    assert second.enter({"alice": "1", "bob": "2", "carol": "3"}) == 2
    assert states(second)["alice"] is State.GRADED
    assert [second.take(), second.take(), second.take()] == ["bob", "carol", None]


def test_a_changed_submission_is_graded_again_and_others_are_not(path: Path) -> None:
    queue = Queue(path, "m")
    queue.enter({"alice": "1", "bob": "2"})
    while (name := queue.take()) is not None:
        queue.put(name, DONE)
    assert queue.enter({"alice": "1", "bob": "changed"}) == 1
    assert queue.take() == "bob"
    assert [row.score for row in queue.rows()] == [3.0, 0.0]


def test_force_grades_all_again(path: Path) -> None:
    queue = Queue(path, "m")
    queue.enter({"alice": "1"})
    queue.put(str(queue.take()), DONE)
    assert queue.enter({"alice": "1"}) == 0
    assert queue.enter({"alice": "1"}, again=True) == 1


def test_who_withdrew_leaves_the_journal(path: Path) -> None:
    queue = Queue(path, "m")
    queue.enter({"alice": "1", "bob": "2"})
    queue.enter({"bob": "2"})
    assert set(states(queue)) == {"bob"}


def test_what_takes_the_program_down_again_and_again_waits_for_a_human(path: Path) -> None:
    for _ in range(MOST_STARTS):
        queue = Queue(path, "m")
        queue.enter({"alice": "1", "bob": "2"})
        assert queue.take() == "alice"
    last = Queue(path, "m")
    assert last.enter({"alice": "1", "bob": "2"}) == 1
    assert states(last) == {"alice": State.FAULT, "bob": State.WAITING}
    assert "more than once" in next(iter(last.rows())).problem
    assert last.enter({"alice": "mended", "bob": "2"}) == 2


def test_a_journal_is_of_one_module(path: Path) -> None:
    Queue(path, "m").close()
    with pytest.raises(UsageError, match="is the journal of m, not of other"):
        Queue(path, "other")


@pytest.mark.parametrize("content", [b"no database, but more than a few bytes of text" * 30])
def test_a_file_that_is_no_journal_is_named_and_kept(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(UsageError, match="cannot be used as a journal"):
        Queue(path, "m")
    assert path.read_bytes() == content


def test_a_closed_journal_is_one_whole_file(path: Path) -> None:
    queue = Queue(path, "m")
    queue.enter({"alice": "1"})
    queue.close()
    assert [each.name for each in path.parent.iterdir()] == ["class.sqlite"]
    with sqlite3.connect(path) as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)

"""Which mistake is named from recorded answers, and when none is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.channel.outcome import Outcome, Raised, Unsendable, Value
from autograder.channel.recordings import CheckRecording, RecordedCall, Recordings, dumps, loads
from autograder.channel.returned import CallRecord
from autograder.diagnose import Recognised, Recogniser, Seen
from autograder.diagnose.answers import answers_of
from autograder.diagnose.known import TaskChecks
from autograder.diagnose.recorded import Recorded

HINTS = {"f/square": "What is double of 3?", "f/thrice": "How many x?", "g/square": "Try g alone."}
RIGHT = Value(np.array([2.0, 4.0, 6.0]))
SQUARE = Value(np.array([1.0, 4.0, 9.0]))
THRICE = Value(np.array([3.0, 6.0, 9.0]))


def told(
    calls: Sequence[tuple[Outcome | None, dict[str, Outcome]]],
    ends: dict[str, int],
    answers: Sequence[Any],
    *,
    hints: dict[str, str] = HINTS,
    check: str = "test_f",
    name: str = "f",
) -> Recognised | None:
    known = tuple(RecordedCall("f", (), {}, right, wrong) for right, wrong in calls)
    made = Recordings("m", "", hints, {"test_f": CheckRecording((), known, ends)})
    transcript = [_call("reference", name, RIGHT)]
    transcript += [_call("student", name, answer) for answer in answers]
    tasks = [TaskChecks("f", ("g",), (check,)), TaskChecks("g", (), ())]
    seen = {check: Seen(answers_of(transcript, passed=False))}
    found = Recogniser(Recorded(loads(dumps(made))), tasks, seen).task("f")
    return next(iter(found), None)


def _call(side: str, name: str, outcome: Outcome) -> CallRecord:
    return CallRecord(side, name, (), {}, outcome, 0.1)


BOTH: list[tuple[Outcome | None, dict[str, Outcome]]] = [
    (RIGHT, {"f/square": SQUARE, "f/thrice": THRICE})
]
ENDS = {"f/square": 1, "f/thrice": 1}


def test_the_mistake_that_gives_the_students_values_is_named() -> None:
    near = Value(np.array([1.0, 4.0, 9.00001], np.float32))
    assert told(BOTH, ENDS, [near]) == Recognised("test_f", "f/square", "What is double of 3?")


def test_values_of_no_mistake_are_not_named() -> None:
    assert told(BOTH, ENDS, [Value(np.array([0.0, 0.0, 0.0]))]) is None
    assert told(BOTH, ENDS, [Value([1.0, 4.0, 9.0])]) is None


def test_right_values_are_never_blamed() -> None:
    assert told(BOTH, ENDS, [RIGHT]) is None


def test_a_value_of_another_form_is_not_blamed() -> None:
    assert told(BOTH, ENDS, [Value(np.array([1.0, 4.0]))]) is None
    assert told(BOTH, ENDS, [Unsendable("too large")]) is None


def test_all_calls_must_fit_and_not_only_the_wrong_one() -> None:
    calls = [(RIGHT, {}), (RIGHT, {"f/square": SQUARE})]
    ends = {"f/square": 2}
    assert told(calls, ends, [RIGHT, SQUARE]) is not None
    assert told(calls, ends, [SQUARE, SQUARE]) is None
    assert told(calls, ends, [RIGHT]) is None
    assert told(calls, ends, [RIGHT, SQUARE, RIGHT]) is None


def test_a_mistake_that_ends_the_check_early_is_told_by_its_calls() -> None:
    calls = [(RIGHT, {"f/square": SQUARE}), (RIGHT, {})]
    assert told(calls, {"f/square": 1}, [SQUARE]) is not None
    assert told(calls, {"f/square": 1}, [SQUARE, RIGHT]) is None


def test_two_mistakes_with_the_same_answers_are_a_tie() -> None:
    assert told([(RIGHT, {"f/square": SQUARE, "f/thrice": SQUARE})], ENDS, [SQUARE]) is None


def test_a_tie_with_one_hint_gives_that_hint() -> None:
    hints = {"f/square": "Look again.", "f/thrice": "Look again."}
    calls = [(RIGHT, {"f/square": SQUARE, "f/thrice": SQUARE})]
    assert told(calls, ENDS, [SQUARE], hints=hints) == Recognised(
        "test_f", "f/square", "Look again."
    )


def test_a_tie_with_a_mistake_that_has_no_hint_stays_a_tie() -> None:
    calls = [(RIGHT, {"f/square": SQUARE, "f/thrice": SQUARE})]
    assert told(calls, ENDS, [SQUARE], hints={"f/square": "Look."}) is None


def test_a_mistake_of_the_checks_own_task_comes_first() -> None:
    calls = [(RIGHT, {"g/square": SQUARE, "f/square": SQUARE})]
    found = told(calls, {"g/square": 1, "f/square": 1}, [SQUARE])
    assert found == Recognised("test_f", "f/square", "What is double of 3?")


def test_a_mistake_of_a_task_it_uses_is_named_where_it_alone_fits() -> None:
    found = told([(RIGHT, {"g/square": SQUARE})], {"g/square": 1}, [SQUARE])
    assert found == Recognised("test_f", "g/square", "Try g alone.")


def test_a_mistake_that_raises_is_told_by_the_exceptions_class_and_text() -> None:
    calls = [(RIGHT, {"f/square": Raised(("KeyError",), "'x'")})]
    raised = Raised(("KeyError", "LookupError", "Exception"), "'x'")
    assert told(calls, {"f/square": 1}, [raised]) is not None
    assert told(calls, {"f/square": 1}, [Raised(("KeyError",), "'y'")]) is None
    assert told(calls, {"f/square": 1}, [Raised(("ValueError",), "'x'")]) is None


def test_a_recorded_answer_that_is_the_right_one_tells_nothing() -> None:
    same = Raised(("ValueError",), "")
    assert told([(same, {"f/square": same})], {"f/square": 1}, [same]) is None


def test_an_answer_too_large_to_ship_neither_tells_nor_hinders() -> None:
    calls: list[tuple[Outcome | None, dict[str, Outcome]]] = [
        (RIGHT, {"f/square": SQUARE}),
        (None, {}),
    ]
    assert told(calls, {"f/square": 2}, [SQUARE, THRICE]) is not None
    assert told(calls[1:], {"f/square": 1}, [SQUARE]) is None


def test_without_a_recording_nothing_is_told() -> None:
    assert told(BOTH, ENDS, [SQUARE], check="test_other") is None
    assert told(BOTH, ENDS, []) is None
    assert told(BOTH, ENDS, [SQUARE], name="probe") is None

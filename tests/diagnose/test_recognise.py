"""How one mistake is told from another when their answers are known: from tables of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.channel.outcome import Outcome, Raised, Value
from autograder.diagnose import Answers, Recogniser, Seen
from autograder.diagnose.answers import Answer
from autograder.diagnose.known import Mistake, SpentError, TaskChecks

Table = Mapping[str, Mapping[str, float]]
"""What the code with the named mistakes answers in each check; a check that is left out passes."""

RIGHT = 1.0
TASKS = (
    TaskChecks("low", (), ("low_1", "low_2")),
    TaskChecks("mid", ("low",), ("mid_1", "mid_2")),
    TaskChecks("top", ("mid",), ("top_1", "top_2")),
)


class Answering:
    """Known answers from a table; each of them may be asked for a number of times."""

    def __init__(
        self,
        table: Table,
        same_hint: Sequence[str] = (),
        asks: int = 10_000,
        chance: Sequence[str] = (),
    ) -> None:
        self.table, self.same_hint, self.asks, self.chance = table, same_hint, asks, chance

    def hint(self, mistake: Mistake) -> str:
        return "The same hint." if str(mistake) in self.same_hint else f"Hint of {mistake}."

    def mistakes(self, task: str) -> list[Mistake]:
        single = (name.split("/") for name in self.table if "+" not in name)
        return [Mistake(of, name) for of, name in single if of == task]

    def at_hand(self, check: str, *made: Mistake) -> bool:
        return False

    def varies(self, check: str) -> bool:
        return check in self.chance

    def answers(self, check: str, *made: Mistake) -> Answers | None:
        self.asks -= 1
        if self.asks < 0:
            raise SpentError
        name = "+".join(map(str, made))
        return ended(self.table.get(name, {}).get(check, RIGHT))


def ended(value: float) -> Answers:
    return Answers((Answer("f", Value(value)),), value == RIGHT)


def named(
    table: Table,
    got: Mapping[str, float],
    *,
    same_hint: Sequence[str] = (),
    asks: int = 10_000,
    untold: Sequence[str] = (),
    chance: Sequence[str] = (),
) -> dict[str, str]:
    seen = {
        check: Seen(ended(got.get(check, RIGHT)), check not in untold)
        for task in TASKS
        for check in task.checks
    }
    recogniser = Recogniser(Answering(table, same_hint, asks, chance), TASKS, seen)
    return {each.check: each.mistake for task in TASKS for each in recogniser.task(task.name)}


SIGN = {"low_1": -1.0, "low_2": -2.0}


def test_the_mistake_with_these_values_is_named_on_every_check_that_it_fails() -> None:
    table = {"low/sign": SIGN, "low/scale": {"low_1": 3.0}}
    assert named(table, SIGN) == {"low_1": "low/sign", "low_2": "low/sign"}
    assert named(table, {"low_1": 3.0}) == {"low_1": "low/scale"}
    assert named(table, {"low_1": 4.0}) == {}
    assert named(table, {}) == {}


def test_a_mistake_that_fails_a_check_which_passed_was_not_made() -> None:
    assert named({"low/sign": SIGN}, {"low_1": -1.0}) == {}


def test_of_two_that_fit_one_check_the_one_that_explains_more_is_named() -> None:
    table = {"low/sign": SIGN, "low/abs": {"low_1": -1.0}}
    assert named(table, SIGN) == {"low_1": "low/sign", "low_2": "low/sign"}
    assert named(table, {"low_1": -1.0}) == {"low_1": "low/abs"}


def test_a_tie_says_nothing_unless_the_hint_is_shared() -> None:
    table = {"low/sign": SIGN, "low/minus": SIGN}
    assert named(table, SIGN) == {}
    shared = named(table, SIGN, same_hint=["low/sign", "low/minus"])
    assert shared == {"low_1": "low/minus", "low_2": "low/minus"}


def test_the_only_mistake_of_a_task_explains_what_chance_decides_too() -> None:
    """Another writing of it draws other numbers: only the scripted check has the same values."""
    table = {"low/greedy": {"low_1": 5.0, "low_2": 6.0}}
    draws = {"low_1": 5.0, "low_2": 6.4}
    assert named(table, draws, chance=["low_2"]) == dict.fromkeys(SIGN, "low/greedy")
    assert named(table, draws) == {}
    assert named(table, {"low_1": 5.3, "low_2": 6.4}, chance=["low_2"]) == {}


def test_two_mistakes_in_one_task_are_not_taken_for_each_other() -> None:
    table = {"low/a": {"low_1": 5.0}, "low/b": {"low_2": 6.0}}
    assert named(table, {"low_1": 5.0, "low_2": 6.0}) == {"low_1": "low/a", "low_2": "low/b"}


THROUGH = {
    "low/sign": {**SIGN, "mid_1": -10.0, "top_1": -100.0},
    "mid/twice": {"mid_1": 20.0, "top_1": 200.0},
    "low/sign+mid/twice": {**SIGN, "mid_1": -20.0, "top_1": -200.0},
    "top/last": {"top_1": 700.0, "top_2": 7.0},
    "low/sign+top/last": {**SIGN, "mid_1": -10.0, "top_1": -700.0, "top_2": 7.0},
    "mid/twice+top/last": {"mid_1": 20.0, "top_1": 1400.0, "top_2": 7.0},
}


def test_what_a_task_below_explains_is_not_blamed_on_the_task_itself() -> None:
    found = named(THROUGH, THROUGH["low/sign"])
    assert found == dict.fromkeys(["low_1", "low_2", "mid_1", "top_1"], "low/sign")


def test_two_mistakes_of_two_tasks_are_both_named() -> None:
    found = named(THROUGH, THROUGH["low/sign+mid/twice"])
    assert found["low_1"] == "low/sign"
    assert found["mid_1"] == "mid/twice"


def test_two_mistakes_in_a_chain_of_three_tasks_are_both_named() -> None:
    found = named(THROUGH, THROUGH["low/sign+top/last"])
    assert found == {
        "low_1": "low/sign",
        "low_2": "low/sign",
        "mid_1": "low/sign",
        "top_1": "top/last",
        "top_2": "top/last",
    }
    assert named(THROUGH, THROUGH["mid/twice+top/last"])["top_1"] == "top/last"


def test_a_check_that_ended_by_a_limit_tells_nothing() -> None:
    assert named({"low/sign": SIGN}, SIGN, untold=["low_1"]) == {"low_2": "low/sign"}


def test_when_the_time_is_over_what_was_found_still_stands() -> None:
    table = {"low/sign": SIGN, "low/scale": {"low_1": 3.0}}
    whole = named(table, SIGN)
    found = [named(table, SIGN, asks=asks) for asks in range(30)]
    assert found[0] == {}
    assert found[-1] == whole
    assert all(each.items() <= whole.items() for each in found)


def test_exceptions_are_told_by_their_class_and_first_line() -> None:
    def of(outcome: Outcome) -> Seen:
        return Seen(Answers((Answer("f", outcome),), passed=False))

    class Raising(Answering):
        def answers(self, check: str, *made: Mistake) -> Answers | None:
            return of(Raised(("KeyError",), "'a'\nmore")).answers if made else ended(RIGHT)

    def told(outcome: Outcome) -> bool:
        known = Raising({"low/key": {}})
        return bool(list(Recogniser(known, TASKS[:1], {"low_1": of(outcome)}).task("low")))

    assert told(Raised(("KeyError", "LookupError"), "'a'\nother"))
    assert not told(Raised(("KeyError",), "'b'"))
    assert not told(Raised(("IndexError",), "'a'"))
    assert not told(Value(1.0))


def test_two_that_would_each_answer_otherwise_where_the_other_fits_are_not_named() -> None:
    table = {"low/a": {"low_1": 5.0, "low_2": 7.0}, "low/b": {"low_1": 8.0, "low_2": 6.0}}
    assert named(table, {"low_1": 5.0, "low_2": 6.0}) == {}


def test_above_a_task_that_fails_for_no_known_reason_nothing_is_told() -> None:
    got = {"low_1": 0.5, "mid_1": 20.0, "top_1": 200.0}
    assert named(THROUGH, got) == {}
    assert named(THROUGH, {**got, "low_1": RIGHT}) == dict.fromkeys(["mid_1", "top_1"], "mid/twice")

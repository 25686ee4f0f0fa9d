"""A failing check's message, taken apart; and the named values on the way to a result."""

from __future__ import annotations

import numpy as np

from autograder.feedback.message import Message, Step, message_parts, steps
from autograder.model import Evidence


def test_a_call_and_what_came_back():
    text = "double(3)\n  got 9, expected 6\n    all of it: 9"
    assert message_parts(text) == Message("double(3)", "", "got 9, expected 6\n  all of it: 9")


def test_a_call_that_raised():
    text = "root(-1) raised ValueError: below zero\n  numbers.py:8 in root: raise ValueError"
    parts = message_parts(text)
    assert parts.call == "root(-1)"
    assert (
        parts.came_back == "raised ValueError: below zero\nnumbers.py:8 in root: raise ValueError"
    )


def test_what_was_compared_is_no_call():
    assert message_parts("the indices\n  got 1, expected 2").compared == "the indices"
    assert message_parts("took longer than 5 s").came_back == "took longer than 5 s"


def test_prints_stand_apart_and_may_hold_any_lines():
    parts = message_parts("double(3)\n  got 9, expected 6\nit printed: a\nit printed: b")
    assert parts.came_back == "got 9, expected 6"
    assert parts.printed == "a\nit printed: b"


def test_huge_messages_keep_their_beginning_and_end():
    parts = message_parts("double(3)\n" + "  x\n" * 100_000 + "  the end")
    assert parts.call == "double(3)"
    assert parts.came_back.endswith("the end")
    assert len(parts.came_back) < 5000


class TestSteps:
    def test_named_values_are_listed_up_to_the_first_that_differs(self):
        expected = {"scores": np.ones(3), "weights": np.ones(3), "out": 1.0}
        got = {**expected, "weights": np.zeros(3), "out": 2.0}
        assert steps(Evidence(got, expected)) == (Step("scores", True), Step("weights", False))

    def test_a_missing_name_differs(self):
        assert steps(Evidence({"a": 1}, {"a": 1, "b": 2})) == (Step("a", True), Step("b", False))

    def test_what_is_no_chain_of_names_has_none(self):
        assert steps(Evidence({1: 1, 2: 3}, {1: 1, 2: 2})) == ()
        assert steps(Evidence([1], {"a": 1, "b": 2})) == ()
        assert steps(None) == ()

    def test_the_very_first_name_is_said_by_the_message_already(self):
        assert steps(Evidence({"a": 0, "b": 2}, {"a": 1, "b": 2})) == ()

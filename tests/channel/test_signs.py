"""A stranger's text is shown without signs that change what a reader sees."""

from __future__ import annotations

import pytest

from autograder.channel.signs import shown


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain", "plain"),
        ("two\n\tlines", "two\n\tlines"),
        ("Ünïcode ✓ 漢字", "Ünïcode ✓ 漢字"),
        ("\x1b[32mPASSED", "�[32mPASSED"),
        ("\x9b31m\x7f\r", "�31m��"),
        ("abc\u202edef\u200b", "abc�def�"),
        ("\ud800", "�"),
    ],
)
def test_signs_that_are_not_seen_are_replaced(text: str, seen: str) -> None:
    assert shown(text) == seen

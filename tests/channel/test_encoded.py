"""A value that was encoded before stands in a message as if it were encoded there."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.channel.plain import Caps, WireError
from autograder.channel.reader import decode
from autograder.channel.wire import encode, encoded


@pytest.mark.parametrize("value", [None, [1, "a"], {"k": (1.5, b"x")}, list(range(3000))])
def test_the_message_is_the_same_to_the_byte(value: Any) -> None:
    assert encode(("value", encoded(value), "")) == encode(("value", value, ""))


def test_arrays_come_out_whole() -> None:
    _, got, _ = decode(encode(("value", encoded(np.arange(4.0)), "")))
    assert got.tolist() == [0, 1, 2, 3]


def nested(levels: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels):
        value = [value]
    return value


def test_it_is_as_deep_as_it_will_stand() -> None:
    decode(encode((encoded(nested(31)),)))
    with pytest.raises(WireError, match="levels deep"):
        encoded(nested(32))


def test_it_may_stand_no_deeper_than_it_was_made_for() -> None:
    with pytest.raises(WireError, match="too deep"):
        encode([[encoded(1)]])


def test_what_it_holds_counts_in_the_message() -> None:
    part = encoded([0] * 60)
    with pytest.raises(WireError, match="entries"):
        encode([part, part], Caps(nodes=100))
    with pytest.raises(WireError, match="MB"):
        encode([part, part], Caps(size=400))


@pytest.mark.parametrize("make", [dict.fromkeys, set])
def test_keys_that_collide_are_refused_where_they_are_sent(make: Any) -> None:
    """The reader would refuse them too, but then the call's worker is taken for a broken one."""
    one_hash = [(a, b) for a in (-1, -2) for b in (-1, -2)]
    keys = [(x, y, z, w) for x in one_hash for y in one_hash for z in one_hash for w in one_hash]
    with pytest.raises(WireError, match="collide"):
        encode(make(keys))

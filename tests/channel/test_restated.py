"""A call is restated as it was when it was made, however late somebody asks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from autograder.channel import describe
from autograder.channel.plain import Opaque

VALUES = [
    None,
    7,
    10**5000,
    "text" * 500,
    [1, 2.5, "a"],
    list(range(5000)),
    {key: key * "x" for key in range(500)},
    {"nested": [(1, [2, {"deep": (3,)}])]},
    {3, 4},
    {10**5000},
    np.float32(0.5),
    np.arange(6.0),
    np.zeros((40, 2), dtype=np.int16),
    torch.arange(6),
    torch.ones(3, 9, dtype=torch.float64),
    [torch.linspace(0, 1, 50), np.eye(3)],
    [torch.ones(2, requires_grad=True)],
    (torch.zeros(2, 3), {"mask": torch.ones(2, dtype=torch.bool)}),
    np.random.default_rng(1),
    torch.Generator(),
    Opaque("callback"),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_words_for_later_are_the_words_of_now(value: Any) -> None:
    now = describe.call("f", (value,), {"key": value})
    assert describe.later("f", (value,), {"key": value})() == now


def test_what_becomes_of_the_arguments_does_not_change_the_words() -> None:
    row, cells, small = [1, [2, 3]], {"a": torch.zeros(2)}, np.zeros(2)
    restated = describe.later("f", (row, cells, small), {})
    before = restated()
    row[1].append(4)  # type: ignore[union-attr]
    row.append(5)
    cells["a"].fill_(9)
    cells["b"] = torch.ones(1)
    small[:] = 9
    assert restated() == before == "f([1, [2, 3]], {'a': tensor([0., 0.])}, [0., 0.])"

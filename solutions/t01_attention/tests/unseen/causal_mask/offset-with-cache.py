"""I believed that query i is token number i, however many keys there are."""

from __future__ import annotations

import torch
from torch import Tensor


def causal_mask(n: int, m: int | None = None) -> Tensor:
    if m is None:
        m = n
    everything = torch.ones((n, m), dtype=torch.bool)
    return everything.tril()

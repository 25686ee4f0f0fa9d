"""I believed that the causal mask is the upper triangle."""

from __future__ import annotations

import torch
from torch import Tensor


def causal_mask(n: int, m: int | None = None) -> Tensor:
    m = n if m is None else m
    return torch.triu(torch.ones(n, m, dtype=torch.bool), diagonal=m - n)

"""I believed that a token may look only at tokens before it, not at itself."""

from __future__ import annotations

import torch
from torch import Tensor


def causal_mask(n: int, m: int | None = None) -> Tensor:
    if m is None:
        m = n
    queries = torch.arange(m - n, m).unsqueeze(1)
    keys = torch.arange(m).unsqueeze(0)
    return keys < queries

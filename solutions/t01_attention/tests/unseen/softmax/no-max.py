"""I believed that softmax is exp over the sum of exp, and that a float can hold any exp."""

from __future__ import annotations

import torch
from torch import Tensor


def softmax(x: Tensor, dim: int) -> Tensor:
    powers = torch.exp(x)
    total = powers.sum(dim=dim, keepdim=True)
    nothing = total == 0
    return powers / total.masked_fill(nothing, 1.0)

"""I believed that any constant will do, so one maximum of the whole tensor serves every slice."""

from __future__ import annotations

import torch
from torch import Tensor


def softmax(x: Tensor, dim: int) -> Tensor:
    largest = x.detach().max()
    if torch.isinf(largest):
        largest = torch.zeros_like(largest)
    exps = (x - largest).exp()
    sums = exps.sum(dim, keepdim=True)
    sums = torch.where(sums == 0, torch.ones_like(sums), sums)
    return exps / sums

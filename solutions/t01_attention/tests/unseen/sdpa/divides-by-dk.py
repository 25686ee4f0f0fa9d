"""I believed that a sum of d products is brought back to size by dividing it by d."""

from __future__ import annotations

import torch
from torch import Tensor

from .attention import softmax


def sdpa(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Tensor:
    width = q.size(-1)
    table = torch.matmul(q, k.mT) / width
    if mask is not None:
        table = table.masked_fill(mask.logical_not(), -torch.inf)
    return torch.matmul(softmax(table, -1), v)

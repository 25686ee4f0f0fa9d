"""I believed that a padding mask is True where the padding is."""

from __future__ import annotations

import torch
from torch import Tensor


def padding_mask(lengths: Tensor, m: int) -> Tensor:
    j = torch.arange(m, device=lengths.device).expand(lengths.shape[0], m)
    return j >= lengths.unsqueeze(-1)

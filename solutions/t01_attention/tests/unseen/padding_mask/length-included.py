"""I believed that the last real token of a sequence stands at position `length`."""

from __future__ import annotations

import torch
from torch import Tensor


def padding_mask(lengths: Tensor, m: int) -> Tensor:
    positions = torch.arange(m, device=lengths.device)
    return positions[None, :] <= lengths[:, None]

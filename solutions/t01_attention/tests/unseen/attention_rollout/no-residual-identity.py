"""I believed that a layer is its attention map alone, with nothing to add to it."""

from __future__ import annotations

import torch
from torch import Tensor


def attention_rollout(maps: list[Tensor]) -> Tensor:
    n = maps[0].shape[-1]
    rollout = torch.eye(n, dtype=maps[0].dtype, device=maps[0].device)
    for heads in maps:
        layer = heads.mean(dim=0)
        layer = layer / layer.sum(dim=-1, keepdim=True)
        rollout = layer @ rollout
    return rollout

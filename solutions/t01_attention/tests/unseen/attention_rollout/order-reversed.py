"""I believed that the layers are multiplied in the order of the list, the first on the left."""

from __future__ import annotations

import torch
from torch import Tensor


def attention_rollout(maps: list[Tensor]) -> Tensor:
    eye = torch.eye(maps[0].shape[-1], dtype=maps[0].dtype, device=maps[0].device)
    result = eye
    for weights in maps:
        mixed = weights.mean(dim=0) + eye
        mixed = mixed / mixed.sum(dim=-1, keepdim=True)
        result = result @ mixed
    return result

"""I believed that the mask only needs columns for the prefix, and filled in False."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from .gpt import Attention


def prefix_kv(layer: Attention, prefix: Tensor) -> nn.Parameter:
    layer.requires_grad_(False)
    layer.prefix = nn.Parameter(prefix.detach().clone())

    def extend(keys: Tensor, values: Tensor, allowed: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        b = keys.shape[0]
        more_keys, more_values = layer.split(layer.prefix)
        keys = torch.cat([more_keys.expand(b, -1, -1, -1), keys], dim=2)
        values = torch.cat([more_values.expand(b, -1, -1, -1), values], dim=2)
        seen = allowed.new_zeros(*allowed.shape[:3], layer.prefix.shape[1])
        return keys, values, torch.cat([seen, allowed], dim=3)

    layer.extend = extend
    return layer.prefix

"""I believed that the heads of the prefix are parted by reading it in the new shape."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from .gpt import Attention


def prefix_kv(layer: Attention, prefix: Tensor) -> nn.Parameter:
    layer.requires_grad_(False)
    layer.prefix = nn.Parameter(prefix.detach().clone())

    def extend(keys: Tensor, values: Tensor, allowed: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        b = keys.shape[0]
        _, n, d = layer.prefix.shape
        parted = layer.prefix.reshape(2, layer.heads, n, d // layer.heads)
        more_keys, more_values = parted
        keys = torch.cat([more_keys.expand(b, -1, -1, -1), keys], dim=2)
        values = torch.cat([more_values.expand(b, -1, -1, -1), values], dim=2)
        seen = allowed.new_ones(*allowed.shape[:3], n)
        return keys, values, torch.cat([seen, allowed], dim=3)

    layer.extend = extend
    return layer.prefix

"""Believes that any reshape to the right sizes parts the heads."""

import torch
from torch import nn


def prefix_kv(layer, prefix):
    for p in layer.parameters():
        p.requires_grad = False
    layer.prefix = nn.Parameter(prefix.detach().clone())
    n = prefix.shape[1]

    def extend(keys, values, allowed):
        b, heads, _, size = keys.shape
        pk = layer.prefix[0].view(heads, n, size).repeat(b, 1, 1, 1)
        pv = layer.prefix[1].view(heads, n, size).repeat(b, 1, 1, 1)
        keys = torch.cat([pk, keys], dim=2)
        values = torch.cat([pv, values], dim=2)
        seen = torch.ones(*allowed.shape[:3], n, dtype=torch.bool)
        return keys, values, torch.cat([seen, allowed], dim=3)

    layer.extend = extend
    return layer.prefix

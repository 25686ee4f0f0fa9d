"""Makes a wide mask of zeros and copies the old one into it."""

import torch
from torch import nn


def prefix_kv(layer, prefix):
    for p in layer.parameters():
        p.requires_grad = False
    layer.prefix = nn.Parameter(prefix.detach().clone())
    n = prefix.shape[1]

    def extend(keys, values, allowed):
        b = keys.shape[0]
        pk = layer.split(layer.prefix[0]).repeat(b, 1, 1, 1)
        pv = layer.split(layer.prefix[1]).repeat(b, 1, 1, 1)
        keys = torch.cat([pk, keys], dim=2)
        values = torch.cat([pv, values], dim=2)
        wide = torch.zeros(*allowed.shape[:3], n + allowed.shape[3], dtype=torch.bool)
        wide[..., n:] = allowed
        return keys, values, wide

    layer.extend = extend
    return layer.prefix

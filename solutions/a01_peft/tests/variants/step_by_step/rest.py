"""Adapter, prefix and report in small steps."""

import torch
from torch import nn


class Adapter(nn.Module):
    def __init__(self, d, bottleneck):
        super().__init__()
        self.norm = nn.LayerNorm(d)
        self.down = nn.Linear(d, bottleneck)
        self.up = nn.Linear(bottleneck, d)
        self.up.weight.data = torch.zeros(d, bottleneck)
        self.up.bias.data.fill_(0)
        self.act = nn.GELU()

    def forward(self, x):
        flat = x.reshape(-1, x.shape[-1])
        rows = [row + self.up(self.act(self.down(self.norm(row)))) for row in flat]
        return torch.stack(rows).reshape(x.shape)


def prefix_kv(layer, prefix):
    for name, each in layer.named_parameters():
        each.requires_grad = name == "prefix"
    layer.prefix = nn.Parameter(torch.empty_like(prefix))
    layer.prefix.data.copy_(prefix)

    def extend(keys, values, allowed):
        heads, t, d_head = keys.shape[1:]
        n = layer.prefix.shape[1]
        shape = (n, heads, d_head)
        first, second = (part.reshape(shape).permute(1, 0, 2) for part in layer.prefix.unbind(0))
        keys = torch.stack([torch.cat([first, each], 1) for each in keys])
        values = torch.stack([torch.cat([second, each], 1) for each in values])
        wide = torch.zeros(*allowed.shape[:3], n + t, dtype=torch.bool)
        wide[..., :n] = True
        wide[..., n:] = allowed
        return (keys, values, wide)

    layer.extend = extend
    return layer.prefix


def trainable_report(model):
    every = list(model.named_parameters())
    moving = [(name, each) for name, each in every if each.requires_grad is True]
    total = 0
    for _, each in every:
        size = 1
        for side in each.shape:
            size *= side
        total += size
    trainable = sum(len(each.flatten()) for _, each in moving)
    return {
        "names": [name for name, _ in moving],
        "percent": 0.0 if total == 0 else 100.0 * trainable / total,
        "total": total,
        "trainable": trainable,
    }

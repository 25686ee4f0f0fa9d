"""Writes the layers down from left to right, as they follow each other."""

from functools import reduce

import torch


def attention_rollout(maps):
    layers = torch.stack(list(maps)).mean(dim=1)
    layers = layers + torch.eye(layers.shape[-1], dtype=layers.dtype)
    layers = layers / layers.sum(dim=2, keepdim=True)
    return reduce(torch.matmul, layers)

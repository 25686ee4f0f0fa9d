"""Writes one row per key, and then normalises the last dimension as always."""

import torch

from .attention import softmax


def sdpa(q, k, v, mask=None):
    scores = k @ q.mT / q.shape[-1] ** 0.5
    if mask is not None:
        shape = torch.broadcast_shapes(mask.shape, scores.mT.shape)
        scores = scores.masked_fill(~mask.expand(shape).mT, -torch.inf)
    weights = softmax(scores, dim=-1)
    return weights.mT @ v

"""Reads True as "hide this key", as nn.MultiheadAttention does."""

import torch

from .attention import softmax


def sdpa(q, k, v, mask=None):
    scores = q @ k.mT * q.size(-1) ** -0.5
    if mask is not None:
        penalty = torch.zeros(mask.shape, dtype=scores.dtype)
        penalty[mask] = -torch.inf
        scores = scores + penalty
    return softmax(scores, -1) @ v

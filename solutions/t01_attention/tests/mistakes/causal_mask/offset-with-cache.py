"""Makes the square table of all tokens and keeps its first rows instead of its last."""

import torch


def causal_mask(n, m=None):
    size = n if m is None else m
    square = torch.ones(size, size).cumsum(dim=1) <= torch.arange(1, size + 1).unsqueeze(1)
    return square[:n]

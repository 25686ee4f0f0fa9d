"""Believes that a key is hidden when its value is: mixes only the allowed values."""

import torch

from .attention import softmax


def sdpa(q, k, v, mask=None):
    weights = softmax(torch.einsum("...nd,...md->...nm", q, k) / q.shape[-1] ** 0.5, dim=-1)
    if mask is not None:
        weights = torch.where(mask, weights, torch.zeros_like(weights))
    return torch.einsum("...nm,...me->...ne", weights, v)

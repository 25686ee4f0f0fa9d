"""I believed that a score of zero means no weight, so masked scores are set to zero."""

from __future__ import annotations

import torch
from torch import Tensor

from .attention import softmax


def sdpa(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Tensor:
    scores = torch.matmul(q, k.transpose(-2, -1)) * q.shape[-1] ** -0.5
    if mask is not None:
        scores = torch.where(mask, scores, torch.zeros_like(scores))
    weights = softmax(scores, dim=-1)
    return torch.matmul(weights, v)

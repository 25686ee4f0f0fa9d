"""I believed that a masked key is out once its weight after the softmax is set to zero."""

from __future__ import annotations

from math import sqrt

from torch import Tensor

from .attention import softmax


def sdpa(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Tensor:
    scaled = q @ k.transpose(-2, -1) / sqrt(q.shape[-1])
    weights = softmax(scaled, dim=-1)
    if mask is not None:
        weights = weights.masked_fill(~mask, 0.0)
    return weights @ v

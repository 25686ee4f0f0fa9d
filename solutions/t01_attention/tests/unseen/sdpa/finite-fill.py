"""I believed that -100 is low enough to stand for minus infinity."""

from __future__ import annotations

import math

from torch import Tensor

from .attention import softmax

HIDDEN = -100.0


def sdpa(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Tensor:
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, HIDDEN)
    return softmax(scores, dim=-1) @ v

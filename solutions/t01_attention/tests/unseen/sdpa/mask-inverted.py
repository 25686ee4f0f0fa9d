"""I believed that True in a mask marks the keys that are to be hidden."""

from __future__ import annotations

import math

from torch import Tensor

from .attention import softmax


def sdpa(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Tensor:
    scores = q @ k.transpose(-2, -1) / math.sqrt(k.size(-1))
    if mask is not None:
        scores = scores.masked_fill(mask, -math.inf)
    return softmax(scores, dim=-1) @ v

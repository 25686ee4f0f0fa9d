"""I believed that the width under the root is that of the values."""

from __future__ import annotations

import math

from torch import Tensor

from .attention import softmax


def sdpa(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Tensor:
    d = v.shape[-1]
    logits = q @ k.transpose(-1, -2) / math.sqrt(d)
    if mask is not None:
        logits = logits.masked_fill(~mask, -math.inf)
    return softmax(logits, dim=-1) @ v

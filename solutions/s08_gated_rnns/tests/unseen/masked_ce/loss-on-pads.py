"""I thought the loss is the mean over the whole tensor, and only odd labels need care."""

from __future__ import annotations

import torch
import torch.nn.functional as F


def masked_ce(scores: torch.Tensor, labels: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    known = labels.clamp(0, scores.shape[-1] - 1)
    return F.cross_entropy(scores.flatten(0, 1), known.flatten())

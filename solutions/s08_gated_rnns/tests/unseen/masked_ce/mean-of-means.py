"""I thought the loss of a batch is the mean of its sentences' losses."""

from __future__ import annotations

import torch
import torch.nn.functional as F


def masked_ce(scores: torch.Tensor, labels: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    losses = []
    for k, n in enumerate(lengths.tolist()):
        losses.append(F.cross_entropy(scores[:n, k], labels[:n, k]))
    return torch.stack(losses).mean()

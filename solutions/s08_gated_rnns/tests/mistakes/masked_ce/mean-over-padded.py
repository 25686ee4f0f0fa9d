"""Believes that zeros for the padding are all it takes before a mean."""

import torch
import torch.nn.functional as F


def masked_ce(scores, labels, lengths):
    real = torch.arange(scores.shape[0])[:, None] < lengths[None, :]
    labels = labels.long() * real
    each = F.cross_entropy(scores.permute(0, 2, 1), labels, reduction="none")
    return torch.where(real, each, torch.zeros_like(each)).mean()

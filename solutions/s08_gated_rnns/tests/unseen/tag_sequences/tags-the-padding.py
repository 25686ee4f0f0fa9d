"""I thought the labels are read off for all steps of the batch."""

from __future__ import annotations

import torch


def tag_sequences(model, x: torch.Tensor, lengths: torch.Tensor) -> list[list[int]]:
    best = model(x, lengths).argmax(dim=-1)
    return best.T.tolist()

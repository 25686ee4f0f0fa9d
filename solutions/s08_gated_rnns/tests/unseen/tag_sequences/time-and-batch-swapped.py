"""I thought the first axis of the scores numbers the sentences."""

from __future__ import annotations

import torch


def tag_sequences(model, x: torch.Tensor, lengths: torch.Tensor) -> list[list[int]]:
    labels = model(x, lengths).argmax(dim=-1).tolist()
    return [row[:n] for row, n in zip(labels, lengths.tolist(), strict=False)]

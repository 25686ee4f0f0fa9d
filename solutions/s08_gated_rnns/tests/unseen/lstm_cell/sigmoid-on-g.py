"""I thought all four quarters go through the sigmoid."""

from __future__ import annotations

import torch


def lstm_cell(
    x: torch.Tensor,
    state: tuple[torch.Tensor, torch.Tensor],
    W_ih: torch.Tensor,
    W_hh: torch.Tensor,
    b: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    h, c = state
    sums = x @ W_ih.T + h @ W_hh.T + b
    i, f, g, o = torch.sigmoid(sums).chunk(4, dim=1)
    memory = f * c + i * g
    shown = o * torch.tanh(memory)
    return shown, memory

"""I thought h is the memory behind the output gate, and the candidate has had its tanh already."""

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
    i, f, g, o = sums.chunk(4, dim=1)
    memory = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    shown = torch.sigmoid(o) * memory
    return shown, memory

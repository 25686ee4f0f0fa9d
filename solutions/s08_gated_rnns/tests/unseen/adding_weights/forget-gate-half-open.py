"""I thought a forget gate with weights and bias of 0 forgets nothing."""

from __future__ import annotations

import torch


def adding_weights() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    small = 0.01
    W_ih = torch.tensor([[0.0, 30.0], [0.0, 0.0], [small, 0.0], [0.0, 0.0]], dtype=torch.float64)
    W_hh = torch.zeros(4, 1, dtype=torch.float64)
    b = torch.tensor([-15.0, 0.0, 0.0, 15.0], dtype=torch.float64)
    w_out = torch.tensor([1 / small], dtype=torch.float64)
    return W_ih, W_hh, b, w_out

"""I thought the new memory is what the input gate lets in."""

from __future__ import annotations

import torch


def lstm_cell(
    x: torch.Tensor,
    state: tuple[torch.Tensor, torch.Tensor],
    W_ih: torch.Tensor,
    W_hh: torch.Tensor,
    b: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    h_old, _ = state
    size = h_old.shape[1]
    z = x.matmul(W_ih.t()) + h_old.matmul(W_hh.t()) + b
    input_gate = z[:, :size].sigmoid()
    candidate = z[:, 2 * size : 3 * size].tanh()
    output_gate = z[:, 3 * size :].sigmoid()
    c_new = input_gate * candidate
    h_new = output_gate * c_new.tanh()
    return h_new, c_new

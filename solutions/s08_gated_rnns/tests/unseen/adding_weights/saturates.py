"""I thought a weight of 1 writes the value as it is, and a weight of 1 reads it out."""

from __future__ import annotations

import torch


def adding_weights() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    W_ih = torch.zeros(4, 2).double()
    W_ih[0, 1] = 40.0
    W_ih[2, 0] = 1.0
    W_hh = torch.zeros(4, 1).double()
    b = torch.tensor([-20.0, 20.0, 0.0, 20.0]).double()
    return W_ih, W_hh, b, torch.ones(1).double()

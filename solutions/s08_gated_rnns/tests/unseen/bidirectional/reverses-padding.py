"""I thought reading backwards means to flip the tensor in time."""

from __future__ import annotations

import torch

from .networks import unroll


def bidirectional(cell_f, cell_b, x: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    forward, _ = unroll(cell_f, x)
    backward, _ = unroll(cell_b, torch.flip(x, dims=[0]))
    both = torch.cat([forward, torch.flip(backward, dims=[0])], dim=-1)
    inside = torch.arange(len(x), device=x.device).unsqueeze(1) < lengths
    return torch.where(inside.unsqueeze(-1), both, torch.zeros_like(both))

"""I thought the two directions' states are added up to one."""

from __future__ import annotations

import torch

from .networks import unroll


def bidirectional(cell_f, cell_b, x: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    columns = []
    for k, n in enumerate(lengths.tolist()):
        own = x[:n, k : k + 1]
        forward, _ = unroll(cell_f, own)
        backward, _ = unroll(cell_b, own.flip(0))
        both = forward + backward.flip(0)
        rest = both.new_zeros(len(x) - n, 1, both.shape[2])
        columns.append(torch.cat([both, rest]))
    return torch.cat(columns, dim=1)

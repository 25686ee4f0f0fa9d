"""I thought the backward cell is there to tell each step what all of the sequence looks like."""

from __future__ import annotations

import torch

from .networks import hidden, unroll


def bidirectional(cell_f, cell_b, x: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    columns = []
    for k, n in enumerate(lengths.tolist()):
        own = x[:n, k : k + 1]
        forward, _ = unroll(cell_f, own)
        _, end = unroll(cell_b, own.flip(0))
        summary = hidden(end).expand(n, -1, -1)
        both = torch.cat([forward, summary], dim=2)
        rest = both.new_zeros(len(x) - n, 1, both.shape[2])
        columns.append(torch.cat([both, rest]))
    return torch.cat(columns, dim=1)

"""I thought every layer has a residual connection, the lowest included."""

from __future__ import annotations

import torch

from .networks import unroll


def deep_rnn(cells, x: torch.Tensor, residual: bool = False, dropout=None):
    states = []
    y = x
    for level, cell in enumerate(cells):
        if level > 0 and dropout is not None:
            y = dropout(y)
        out, state = unroll(cell, y)
        states.append(state)
        y = out + y if residual else out
    return y, states

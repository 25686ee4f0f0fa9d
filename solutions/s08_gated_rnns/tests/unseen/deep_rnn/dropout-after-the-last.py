"""I thought dropout comes behind each layer."""

from __future__ import annotations

import torch

from .networks import unroll


def deep_rnn(cells, x: torch.Tensor, residual: bool = False, dropout=None):
    y, states = x, []
    for level, cell in enumerate(cells):
        outputs, state = unroll(cell, y)
        states.append(state)
        if residual and level > 0:
            outputs = outputs + y
        y = outputs if dropout is None else dropout(outputs)
    return y, states

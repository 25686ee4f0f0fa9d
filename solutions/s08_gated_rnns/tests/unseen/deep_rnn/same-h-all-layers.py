"""I thought the state is handed on from layer to layer."""

from __future__ import annotations

import torch

from .networks import unroll


def deep_rnn(cells, x: torch.Tensor, residual: bool = False, dropout=None):
    state, states = None, []
    y = x
    for level, cell in enumerate(cells):
        if level and dropout is not None:
            y = dropout(y)
        outputs, state = unroll(cell, y, state)
        states.append(state)
        if residual and level:
            outputs = outputs + y
        y = outputs
    return y, states

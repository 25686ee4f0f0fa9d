"""I thought dropout belongs on all arrows, to the next step as well as up."""

from __future__ import annotations

import torch

from .networks import hidden


def deep_rnn(cells, x: torch.Tensor, residual: bool = False, dropout=None):
    def thinned(state):
        if state is None or dropout is None:
            return state
        if isinstance(state, tuple):
            return tuple(dropout(part) for part in state)
        return dropout(state)

    states, y = [], x
    for level, cell in enumerate(cells):
        if level > 0 and dropout is not None:
            y = dropout(y)
        state, steps = None, []
        for y_t in y:
            state = cell(y_t, thinned(state))
            steps.append(hidden(state))
        out = torch.stack(steps)
        states.append(state)
        y = out + y if residual and level > 0 else out
    return y, states

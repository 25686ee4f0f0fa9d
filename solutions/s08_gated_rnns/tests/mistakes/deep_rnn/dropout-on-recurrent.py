"""Believes that dropout belongs on everything that a layer remembers."""

import torch

from .networks import hidden


def deep_rnn(cells, x, residual=False, dropout=None):
    ends = []
    for layer, cell in enumerate(cells):
        state, rows = None, []
        for row in x:
            if dropout and state is not None:
                if isinstance(state, tuple):
                    state = (dropout(state[0]), state[1])
                else:
                    state = dropout(state)
            state = cell(row, state)
            shown = hidden(state)
            rows.append(shown + row if residual and layer else shown)
        ends.append(state)
        x = torch.stack(rows)
        if dropout and layer + 1 < len(cells):
            x = dropout(x)
    return x, ends

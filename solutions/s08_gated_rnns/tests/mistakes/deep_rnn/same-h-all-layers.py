"""Believes that the layers hand one state on to each other within a step."""

import torch

from .networks import hidden


def deep_rnn(cells, x, residual=False, dropout=None):
    state, outputs, ends = None, [], []
    for row in x:
        ends = []
        signal = row
        for layer, cell in enumerate(cells):
            if dropout and layer:
                signal = dropout(signal)
            state = cell(signal, state)
            ends.append(state)
            signal = hidden(state) + signal if residual and layer else hidden(state)
        outputs.append(signal)
    return torch.stack(outputs), ends

"""Believes that a layer consists of a cell and the dropout behind it."""

import torch

from .networks import hidden


def deep_rnn(cells, x, residual=False, dropout=None):
    dropout = dropout or (lambda y: y)
    ends = [None] * len(cells)
    outputs = []
    for row in x:
        signal = row
        for layer, cell in enumerate(cells):
            ends[layer] = cell(signal, ends[layer])
            shown = hidden(ends[layer])
            signal = dropout(shown + signal if residual and layer else shown)
        outputs.append(signal)
    return torch.stack(outputs), ends

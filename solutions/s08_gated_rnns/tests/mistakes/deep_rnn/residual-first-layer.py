"""Believes that every layer has a residual connection."""

import torch

from .networks import hidden


def deep_rnn(cells, x, residual=False, dropout=None):
    ends = [None] * len(cells)
    outputs = []
    for row in x:
        signal = row
        for layer, cell in enumerate(cells):
            if dropout and layer:
                signal = dropout(signal)
            ends[layer] = cell(signal, ends[layer])
            signal = hidden(ends[layer]) + (signal if residual else 0)
        outputs.append(signal)
    return torch.stack(outputs), ends

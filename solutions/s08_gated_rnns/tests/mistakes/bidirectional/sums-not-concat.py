"""Believes that two directions make one state of the same width."""

import torch

from .networks import hidden


def steps(cell, x, order):
    state, shown = None, {}
    for step in order:
        state = cell(x[step], state)
        shown[step] = hidden(state)
    return shown


def bidirectional(cell_f, cell_b, x, lengths):
    whole = []
    for k, n in enumerate(lengths.tolist()):
        left = steps(cell_f, x[:, k : k + 1], range(n))
        right = steps(cell_b, x[:, k : k + 1], reversed(range(n)))
        rows = [left[step] + right[step] for step in range(n)]
        whole.append(torch.stack(rows + [torch.zeros_like(rows[0])] * (len(x) - n)))
    return torch.cat(whole, 1)

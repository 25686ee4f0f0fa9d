"""Believes that the cell shows its memory first and updates it then."""

import torch


def lstm_cell(x, state, W_ih, W_hh, b):
    h, c = state
    n = h.shape[-1]
    z = torch.mm(x, W_ih.t()) + torch.mm(h, W_hh.t()) + b
    first, second, third, fourth = z[:, :n], z[:, n : 2 * n], z[:, 2 * n : 3 * n], z[:, 3 * n :]
    input_gate, forget_gate = torch.sigmoid(first), torch.sigmoid(second)
    candidate, output_gate = torch.tanh(third), torch.sigmoid(fourth)
    shown = torch.tanh(c)
    shown = shown * output_gate
    c = c * forget_gate + candidate * input_gate
    return shown, c

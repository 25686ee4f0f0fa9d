"""Cells, gate by gate."""

import torch


def gate(number, x, h, W_ih, W_hh, b):
    size = h.shape[1]
    rows = range(number * size, (number + 1) * size)
    columns = [(x * W_ih[row]).sum(1) + (h * W_hh[row]).sum(1) + b[row] for row in rows]
    return torch.stack(columns, dim=1)


def lstm_cell(x, state, W_ih, W_hh, b):
    h, c = state
    write = torch.sigmoid(gate(0, x, h, W_ih, W_hh, b))
    keep = torch.sigmoid(gate(1, x, h, W_ih, W_hh, b))
    candidate = torch.tanh(gate(2, x, h, W_ih, W_hh, b))
    show = torch.sigmoid(gate(3, x, h, W_ih, W_hh, b))
    memory = write * candidate + keep * c
    return show * torch.tanh(memory), memory


def gru_cell(x, h, W_ih, W_hh, b_ih, b_hh):
    size = h.shape[1]
    reset = torch.sigmoid(gate(0, x, h, W_ih, W_hh, b_ih + b_hh))
    update = torch.sigmoid(gate(1, x, h, W_ih, W_hh, b_ih + b_hh))
    past = torch.nn.functional.linear(h, W_hh[2 * size :], b_hh[2 * size :])
    now = torch.nn.functional.linear(x, W_ih[2 * size :], b_ih[2 * size :])
    candidate = torch.tanh(now + reset * past)
    return candidate + update * (h - candidate)


def adding_weights():
    """A negative candidate, and a negative weight behind it."""
    W_ih, W_hh = torch.zeros(4, 2).double(), torch.zeros(4, 1).double()
    b = torch.zeros(4).double()
    W_ih[0, 1], b[0] = 24.0, -12.0
    b[1] = 14.0
    W_ih[2, 0] = -0.02
    b[3] = 9.0
    return W_ih, W_hh, b, torch.full((1,), -50.0).double()

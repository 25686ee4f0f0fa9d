"""Believes that all four quarters are gates."""

import torch


def lstm_cell(x, state, W_ih, W_hh, b):
    h, c = state
    n = h.shape[-1]
    z = torch.mm(x, W_ih.t()) + torch.mm(h, W_hh.t()) + b
    first, second, third, fourth = z[:, :n], z[:, n : 2 * n], z[:, 2 * n : 3 * n], z[:, 3 * n :]
    gates = torch.sigmoid(torch.stack([first, second, third, fourth]))
    input_gate, forget_gate, candidate, output_gate = gates
    memory = forget_gate * c + input_gate * candidate
    return output_gate * torch.tanh(memory), memory

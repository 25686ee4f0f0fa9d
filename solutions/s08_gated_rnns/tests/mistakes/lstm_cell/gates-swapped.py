"""Believes that the output gate stands before the candidate."""

import torch


def lstm_cell(x, state, W_ih, W_hh, b):
    h, c = state
    n = h.shape[-1]
    z = torch.mm(x, W_ih.t()) + torch.mm(h, W_hh.t()) + b
    first, second, third, fourth = z[:, :n], z[:, n : 2 * n], z[:, 2 * n : 3 * n], z[:, 3 * n :]
    input_gate, forget_gate = torch.sigmoid(first), torch.sigmoid(second)
    output_gate, candidate = torch.sigmoid(third), torch.tanh(fourth)
    memory = forget_gate * c + input_gate * candidate
    return output_gate * torch.tanh(memory), memory

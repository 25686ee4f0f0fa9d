"""Believes that the forget gate says what of the new is forgotten."""

import torch


def lstm_cell(x, state, W_ih, W_hh, b):
    h, c = state
    n = h.shape[-1]
    z = torch.mm(x, W_ih.t()) + torch.mm(h, W_hh.t()) + b
    first, second, third, fourth = z[:, :n], z[:, n : 2 * n], z[:, 2 * n : 3 * n], z[:, 3 * n :]
    input_gate, forget_gate = torch.sigmoid(first), torch.sigmoid(second)
    candidate, output_gate = torch.tanh(third), torch.sigmoid(fourth)
    old, new = input_gate * c, forget_gate * candidate
    memory = old + new
    return output_gate * torch.tanh(memory), memory

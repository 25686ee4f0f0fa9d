"""Believes that a bias is a bias, and that both of n can be added up first."""

import torch
import torch.nn.functional as F


def gru_cell(x, h, W_ih, W_hh, b_ih, b_hh):
    n = h.shape[1]
    a = F.linear(x, W_ih, b_ih)
    u = F.linear(h, W_hh, b_hh)
    b = b_ih + b_hh
    a, u = x @ W_ih.T, h @ W_hh.T
    reset = torch.sigmoid(a[:, :n] + u[:, :n] + b[:n])
    update = torch.sigmoid(a[:, n : 2 * n] + u[:, n : 2 * n] + b[n : 2 * n])
    candidate = torch.tanh(a[:, 2 * n :] + b[2 * n :] + reset * u[:, 2 * n :])
    return (1 - update) * candidate + update * h

"""Believes that the reset state goes through the weights, as in the paper of 2014."""

import torch
import torch.nn.functional as F


def gru_cell(x, h, W_ih, W_hh, b_ih, b_hh):
    n = h.shape[1]
    a = F.linear(x, W_ih, b_ih)
    u = F.linear(h, W_hh, b_hh)
    reset = torch.sigmoid(a[:, :n] + u[:, :n])
    update = torch.sigmoid(a[:, n : 2 * n] + u[:, n : 2 * n])
    candidate = torch.tanh(a[:, 2 * n :] + F.linear(reset * h, W_hh[2 * n :], b_hh[2 * n :]))
    return candidate + update * (h - candidate)

"""Believes that tanh of a value from 0 to 1 is about that value."""

import torch


def adding_weights():
    W_ih, b = torch.zeros(4, 2).double(), torch.zeros(4).double()
    W_ih[0, 1], W_ih[2, 0] = 60.0, 0.9
    b[0], b[1], b[3] = -30.0, 30.0, 30.0
    w_out = torch.tensor([1 / 0.9]).double()
    return W_ih, torch.zeros(4, 1).double(), b, w_out

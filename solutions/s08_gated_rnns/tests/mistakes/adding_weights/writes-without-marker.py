"""Believes that a zero marker makes what is written zero by itself."""

import torch


def adding_weights():
    W_ih, b = torch.zeros(4, 2).double(), torch.zeros(4).double()
    W_ih[2, 0] = 0.001
    b += torch.tensor([25.0, 25.0, 0.0, 25.0])
    w_out = torch.tensor([1000.0]).double()
    return W_ih, torch.zeros(4, 1).double(), b, w_out

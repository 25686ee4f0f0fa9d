"""Believes that a forget gate without weights does nothing."""

import torch


def adding_weights():
    W_ih, b = torch.zeros(4, 2).double(), torch.zeros(4).double()
    W_ih[0] = torch.tensor([0.0, 30.0])
    W_ih[2] = torch.tensor([0.005, 0.0])
    b[0], b[3] = -15.0, 15.0
    w_out = torch.ones(1).double() / 0.005
    return W_ih, torch.zeros(4, 1).double(), b, w_out

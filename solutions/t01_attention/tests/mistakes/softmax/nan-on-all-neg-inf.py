"""Believes that a nan is gone once it has been overwritten; its gradient is still there."""

import torch


def softmax(x, dim):
    top, _ = x.max(dim=dim, keepdim=True)
    e = (x - top).exp()
    return torch.nan_to_num(e / e.sum(dim=dim, keepdim=True), nan=0.0)

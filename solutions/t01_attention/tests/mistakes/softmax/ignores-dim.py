"""Believes that scores always lie in rows: takes the tensor apart into rows and never asks."""

import torch


def softmax(x, dim):
    rows = x.reshape(-1, x.shape[-1])
    top = torch.stack([row.max() for row in rows]).reshape(-1, 1)
    top = torch.where(torch.isinf(top), torch.zeros_like(top), top)
    e = torch.exp(rows - top)
    total = e.sum(1).reshape(-1, 1)
    return (e / torch.where(total > 0, total, torch.ones_like(total))).reshape(x.shape)

"""Believes that `merged` is for merge and unmerge alone; forward does not look."""

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, base, r, alpha, dropout=0.0):
        super().__init__()
        self.base = base
        for p in base.parameters():
            p.requires_grad = False
        dtype = base.weight.dtype
        self.A = nn.Parameter(torch.randn(r, base.in_features, dtype=dtype) * 0.02)
        self.B = nn.Parameter(torch.zeros(base.out_features, r, dtype=dtype))
        self.r, self.alpha = r, alpha
        self.drop = nn.Dropout(dropout)
        self.merged = False

    def update(self):
        return (self.B @ self.A).detach() * self.alpha / self.r

    def forward(self, x):
        weight = self.alpha / self.r * (self.B @ self.A)
        return self.base(x) + self.drop(x) @ weight.t()

    def merge(self):
        if self.merged:
            return
        self.base.weight.data = self.base.weight.data + self.update()
        self.merged = True

    def unmerge(self):
        if not self.merged:
            return
        self.base.weight.data = self.base.weight.data - self.update()
        self.merged = False

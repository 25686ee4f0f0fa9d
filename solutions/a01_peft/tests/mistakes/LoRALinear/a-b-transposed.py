"""Writes x A B as in the formula for rows, and shapes the factors so."""

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, base, r, alpha, dropout=0.0):
        super().__init__()
        self.base = base
        for p in base.parameters():
            p.requires_grad = False
        dtype = base.weight.dtype
        self.A = nn.Parameter(torch.randn(base.in_features, r, dtype=dtype) * 0.02)
        self.B = nn.Parameter(torch.zeros(r, base.out_features, dtype=dtype))
        self.r, self.alpha = r, alpha
        self.drop = nn.Dropout(dropout)
        self.merged = False

    def update(self):
        return (self.A @ self.B).t().detach() * self.alpha / self.r

    def forward(self, x):
        out = self.base(x)
        if not self.merged:
            out = out + torch.matmul(torch.matmul(self.drop(x), self.A), self.B) * (
                self.alpha / self.r
            )
        return out

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

"""Believes that a module's weight can only be changed by giving it a new one."""

import torch
import torch.nn.functional as F
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
        out = self.base(x)
        if not self.merged:
            low = F.linear(self.drop(x), self.A)
            out = out + F.linear(low, self.B) * self.alpha / self.r
        return out

    def merge(self):
        if self.merged:
            return
        self.base.weight = nn.Parameter(self.base.weight.detach() + self.update())
        self.merged = True

    def unmerge(self):
        if not self.merged:
            return
        self.base.weight = nn.Parameter(self.base.weight.detach() - self.update())
        self.merged = False

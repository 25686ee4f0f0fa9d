"""I believed that A leads from in to r and B from r to out, so these are their shapes."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn


class LoRALinear(nn.Module):
    def __init__(self, base: nn.Linear, r: int, alpha: float, dropout: float = 0.0) -> None:
        super().__init__()
        self.base = base
        self.base.requires_grad_(False)
        like = {"dtype": base.weight.dtype, "device": base.weight.device}
        self.A = nn.Parameter(torch.empty(base.in_features, r, **like))
        self.B = nn.Parameter(torch.zeros(r, base.out_features, **like))
        nn.init.kaiming_uniform_(self.A, a=math.sqrt(5))
        self.dropout = nn.Dropout(dropout)
        self.scale = alpha / r
        self.merged = False

    def forward(self, x: Tensor) -> Tensor:
        answer = self.base(x)
        if self.merged:
            return answer
        return answer + self.scale * (self.dropout(x) @ self.A @ self.B)

    @torch.no_grad()
    def merge(self) -> None:
        if self.merged:
            return
        self.base.weight += self.scale * (self.A @ self.B).T
        self.merged = True

    @torch.no_grad()
    def unmerge(self) -> None:
        if not self.merged:
            return
        self.base.weight -= self.scale * (self.A @ self.B).T
        self.merged = False

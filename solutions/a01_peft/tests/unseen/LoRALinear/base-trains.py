"""I believed that the base stays as it is because its layer is only called."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class LoRALinear(nn.Module):
    def __init__(self, base: nn.Linear, r: int, alpha: float, dropout: float = 0.0) -> None:
        super().__init__()
        self.base = base
        weight = base.weight.detach()
        n_out, n_in = weight.shape
        self.A = nn.Parameter(torch.randn(r, n_in).to(weight) / n_in**0.5)
        self.B = nn.Parameter(weight.new_zeros(n_out, r))
        self.factor = alpha / r
        self.p = dropout
        self.merged = False

    def update(self) -> Tensor:
        return self.factor * self.B @ self.A

    def forward(self, x: Tensor) -> Tensor:
        y = self.base(x)
        if not self.merged:
            read = F.dropout(x, self.p, self.training)
            y = y + self.factor * F.linear(F.linear(read, self.A), self.B)
        return y

    def merge(self) -> None:
        if not self.merged:
            self.base.weight.data += self.update().detach()
            self.merged = True

    def unmerge(self) -> None:
        if self.merged:
            self.base.weight.data -= self.update().detach()
            self.merged = False

"""LoRA whose factors are read one rank at a time."""

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, base, r, alpha, dropout=0.0):
        super().__init__()
        self.base, self.r, self.alpha, self.p = base, r, alpha, dropout
        base.weight.requires_grad = False
        if base.bias is not None:
            base.bias.requires_grad = False
        a = (torch.rand(r, base.in_features, dtype=base.weight.dtype) - 0.5) / 5
        self.A = nn.Parameter(a)
        self.B = nn.Parameter(torch.zeros_like(base.weight[:, :1]).repeat(1, r))
        self.merged = False

    def forward(self, x):
        y = self.base(x)
        if self.merged:
            return y
        if self.training:
            x = x * (torch.rand(x.shape) >= self.p).to(x.dtype) / (1 - self.p)
        for k in range(self.r):
            y = y + self.alpha * ((x * self.A[k]).sum(-1, keepdim=True) * self.B[:, k]) / self.r
        return y

    def _add(self, sign):
        with torch.no_grad():
            change = self.B.double() @ self.A.double() * (sign * self.alpha) / self.r
            summed = self.base.weight.double() + change
            self.base.weight.copy_(summed.to(self.base.weight.dtype))

    def merge(self):
        if self.merged is False:
            self._add(1)
        self.merged = True

    def unmerge(self):
        if self.merged is True:
            self._add(-1)
        self.merged = False


def inject(model, targets, r, alpha):
    names = [n for n, m in model.named_modules() if type(m) is nn.Linear]
    meant = {t: [n for n in names if n == t or n.endswith("." + t)] for t in targets}
    for target, found in meant.items():
        if found == []:
            raise ValueError(target)
    for each in model.parameters():
        each.requires_grad_(False)
    for name in names:
        if not any(name in found for found in meant.values()):
            continue
        parent = model
        *way, last = name.split(".")
        for step in way:
            parent = getattr(parent, step)
        parent._modules[last] = LoRALinear(parent._modules[last], r, alpha)
    count = 0
    for each in model.parameters():
        count += each.numel() if each.requires_grad else 0
    return count

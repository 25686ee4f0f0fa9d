"""Believes that an adapter that adds nothing must be zero all over, norm aside."""

import torch.nn.functional as F
from torch import nn


class Adapter(nn.Module):
    def __init__(self, d, bottleneck):
        super().__init__()
        self.norm = nn.LayerNorm(d)
        self.down = nn.Linear(d, bottleneck)
        self.up = nn.Linear(bottleneck, d)
        for name, p in self.named_parameters():
            if not name.startswith("norm"):
                p.data.mul_(0)

    def forward(self, x):
        hidden = F.gelu(self.down(self.norm(x)))
        return self.up(hidden) + x

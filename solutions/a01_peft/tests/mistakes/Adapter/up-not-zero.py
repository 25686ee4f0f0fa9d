"""Believes that a small start is as good as zero."""

from torch import nn


class Adapter(nn.Module):
    def __init__(self, d, bottleneck):
        super().__init__()
        self.norm = nn.LayerNorm(d)
        self.down = nn.Linear(d, bottleneck)
        self.up = nn.Linear(bottleneck, d)
        nn.init.normal_(self.up.weight, std=0.02)
        nn.init.zeros_(self.up.bias)
        self.gelu = nn.GELU()

    def forward(self, x):
        h = self.norm(x)
        h = self.gelu(self.down(h))
        h = self.up(h)
        return h + x

"""A loop over the heads, each with its slice of the channels."""

import torch
from torch import nn

from .attention import sdpa


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads, bias=False):
        super().__init__()
        if d_model % n_heads != 0:
            raise ValueError("the heads do not share the channels evenly")
        self.heads, self.width = n_heads, d_model // n_heads
        self.q_proj = nn.Linear(d_model, d_model, bias=bias)
        self.k_proj = nn.Linear(d_model, d_model, bias=bias)
        self.v_proj = nn.Linear(d_model, d_model, bias=bias)
        self.out_proj = nn.Linear(d_model, d_model, bias=bias)

    def forward(self, x, context=None, mask=None):
        if context is None:
            context = x
        queries, keys, values = self.q_proj(x), self.k_proj(context), self.v_proj(context)
        found = []
        for head in range(self.heads):
            own = slice(head * self.width, (head + 1) * self.width)
            found.append(sdpa(queries[..., own], keys[..., own], values[..., own], mask))
        return self.out_proj(torch.cat(found, dim=-1))

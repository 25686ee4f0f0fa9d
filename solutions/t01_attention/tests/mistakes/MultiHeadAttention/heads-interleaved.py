"""Deals the channels out like cards: every h-th one to the same head."""

import torch
from torch import nn

from .attention import sdpa


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads, bias=False):
        super().__init__()
        self.h, self.d = n_heads, d_model // n_heads
        self.q_proj = nn.Linear(d_model, d_model, bias=bias)
        self.k_proj = nn.Linear(d_model, d_model, bias=bias)
        self.v_proj = nn.Linear(d_model, d_model, bias=bias)
        self.out_proj = nn.Linear(d_model, d_model, bias=bias)

    def forward(self, x, context=None, mask=None):
        context = x if context is None else context
        q, k, v = self.q_proj(x), self.k_proj(context), self.v_proj(context)
        joined = torch.zeros_like(q)
        for head in range(self.h):
            own = slice(head, None, self.h)
            joined[..., own] = sdpa(q[..., own], k[..., own], v[..., own], mask)
        return self.out_proj(joined)

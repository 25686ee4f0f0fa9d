"""Believes that the context is only compared with, and that x is what is mixed."""

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
        if context is None:
            context = x
        q, k, v = self.q_proj(x), self.k_proj(context), self.v_proj(x)
        parts = zip(*(t.split(self.d, dim=-1) for t in (q, k, v)), strict=True)
        return self.out_proj(torch.cat([sdpa(*part, mask) for part in parts], dim=-1))

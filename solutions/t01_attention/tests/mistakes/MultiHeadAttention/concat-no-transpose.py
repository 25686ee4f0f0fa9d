"""Splits well, lays the heads below each other, and reshapes that to tokens."""

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
        parts = zip(*(t.split(self.d, dim=-1) for t in (q, k, v)), strict=True)
        heads = torch.cat([sdpa(*part, mask) for part in parts], dim=1)
        return self.out_proj(heads.reshape(x.shape))

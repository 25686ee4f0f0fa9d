"""Batch and heads folded into one dimension, as in older libraries."""

import math

import torch
from torch import nn

from .online import sdpa


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads, bias=False):
        super().__init__()
        if math.gcd(d_model, n_heads) != n_heads:
            raise ValueError("d_model must be a multiple of n_heads")
        self.n_heads = n_heads
        self.q_proj, self.k_proj, self.v_proj, self.out_proj = (
            nn.Linear(d_model, d_model, bias=bias) for _ in range(4)
        )

    def fold(self, x):
        """From (b, n, d_model) to (h * b, n, d_head): all sequences of head 0 come first."""
        return torch.cat(x.chunk(self.n_heads, dim=-1), dim=0)

    def forward(self, x, context=None, mask=None):
        source = context if context is not None else x
        if mask is not None and mask.dim() == 3:
            mask = mask.repeat(self.n_heads, 1, 1)
        found = sdpa(
            self.fold(self.q_proj(x)),
            self.fold(self.k_proj(source)),
            self.fold(self.v_proj(source)),
            mask,
        )
        return self.out_proj(torch.cat(found.chunk(self.n_heads, dim=0), dim=-1))

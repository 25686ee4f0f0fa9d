"""Writes the paper's formula into the layer, and takes the model's width for d."""

import math

import torch
from torch import nn

from .attention import softmax


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
        d_model = x.shape[-1]
        found = []
        for head in range(self.h):
            own = slice(head * self.d, head * self.d + self.d)
            q, k = self.q_proj(x)[..., own], self.k_proj(context)[..., own]
            scores = q @ k.mT / math.sqrt(d_model)
            if mask is not None:
                scores = scores.masked_fill(~mask, -math.inf)
            found.append(softmax(scores, -1) @ self.v_proj(context)[..., own])
        return self.out_proj(torch.cat(found, dim=-1))

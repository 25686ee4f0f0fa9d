"""The heads as one more index of an einsum; no tensor is split or joined by hand."""

import torch
from torch import nn

from .parts import softmax


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads, bias=False):
        super().__init__()
        if d_model % n_heads:
            raise ValueError(f"{d_model} channels cannot be shared by {n_heads} heads")
        self.n_heads = n_heads
        self.d_head = d_model // n_heads
        for name in ("q", "k", "v", "out"):
            self.add_module(f"{name}_proj", nn.Linear(d_model, d_model, bias=bias))

    def heads(self, projected):
        return projected.double().unflatten(-1, (self.n_heads, self.d_head))

    def forward(self, x, context=None, mask=None):
        context = x if context is None else context
        queries, keys = self.heads(self.q_proj(x)), self.heads(self.k_proj(context))
        values = self.heads(self.v_proj(context))
        scores = torch.einsum("bihd,bjhd->bijh", queries, keys) / self.d_head**0.5
        if mask is not None:
            allowed = mask.expand(scores.shape[:3])
            scores = torch.where(allowed[..., None], scores, -torch.inf)
        found = torch.einsum("bijh,bjhd->bihd", softmax(scores, dim=2), values)
        return self.out_proj(found.flatten(2).to(x.dtype))

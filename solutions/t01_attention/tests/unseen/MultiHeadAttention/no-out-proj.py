"""I believed that the layer is done when the heads have been laid side by side."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from .attention import sdpa


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model: int, n_heads: int, bias: bool = False) -> None:
        super().__init__()
        if d_model % n_heads:
            raise ValueError(f"d_model={d_model} is not a multiple of n_heads={n_heads}")
        self.n_heads = n_heads
        self.q_proj = nn.Linear(d_model, d_model, bias=bias)
        self.k_proj = nn.Linear(d_model, d_model, bias=bias)
        self.v_proj = nn.Linear(d_model, d_model, bias=bias)
        self.out_proj = nn.Linear(d_model, d_model, bias=bias)

    def forward(
        self, x: Tensor, context: Tensor | None = None, mask: Tensor | None = None
    ) -> Tensor:
        source = x if context is None else context
        width = x.shape[-1] // self.n_heads
        queries = self.q_proj(x).split(width, dim=-1)
        keys = self.k_proj(source).split(width, dim=-1)
        values = self.v_proj(source).split(width, dim=-1)
        heads = [sdpa(q, k, v, mask) for q, k, v in zip(queries, keys, values, strict=True)]
        return torch.cat(heads, dim=-1)

"""I believed that the width under the root is d_model, since that is the width of the layer."""

from __future__ import annotations

import math

from torch import Tensor, nn

from .attention import softmax


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

    def split_heads(self, x: Tensor) -> Tensor:
        b, n, d_model = x.shape
        return x.reshape(b, n, self.n_heads, d_model // self.n_heads).transpose(1, 2)

    def merge_heads(self, heads: Tensor) -> Tensor:
        b, h, n, d_head = heads.shape
        return heads.transpose(1, 2).reshape(b, n, h * d_head)

    def forward(
        self, x: Tensor, context: Tensor | None = None, mask: Tensor | None = None
    ) -> Tensor:
        if context is None:
            context = x
        d_model = x.shape[-1]
        q = self.split_heads(self.q_proj(x))
        k = self.split_heads(self.k_proj(context))
        v = self.split_heads(self.v_proj(context))
        scores = q @ k.transpose(-2, -1) / math.sqrt(d_model)
        if mask is not None:
            if mask.dim() == 3:
                mask = mask.unsqueeze(1)
            scores = scores.masked_fill(~mask, -math.inf)
        heads = softmax(scores, dim=-1) @ v
        return self.out_proj(self.merge_heads(heads))

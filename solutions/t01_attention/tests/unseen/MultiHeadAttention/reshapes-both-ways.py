"""I believed that one reshape splits the heads and another one puts them together again."""

from __future__ import annotations

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

    def split_heads(self, x: Tensor) -> Tensor:
        batch, tokens, channels = x.shape
        return x.reshape(batch, self.n_heads, tokens, channels // self.n_heads)

    def merge_heads(self, heads: Tensor) -> Tensor:
        batch, n_heads, tokens, width = heads.shape
        return heads.reshape(batch, tokens, n_heads * width)

    def forward(
        self, x: Tensor, context: Tensor | None = None, mask: Tensor | None = None
    ) -> Tensor:
        if context is None:
            context = x
        if mask is not None and mask.ndim == 3:
            mask = mask[:, None]
        queries = self.split_heads(self.q_proj(x))
        keys = self.split_heads(self.k_proj(context))
        values = self.split_heads(self.v_proj(context))
        mixed = sdpa(queries, keys, values, mask)
        return self.out_proj(self.merge_heads(mixed))

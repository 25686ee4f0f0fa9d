"""I believed that only the keys come from the context, and the values from x."""

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
        b, n, d_model = x.shape
        return x.reshape(b, n, self.n_heads, d_model // self.n_heads).transpose(1, 2)

    def merge_heads(self, heads: Tensor) -> Tensor:
        return heads.transpose(1, 2).flatten(start_dim=2)

    def forward(
        self, x: Tensor, context: Tensor | None = None, mask: Tensor | None = None
    ) -> Tensor:
        context = x if context is None else context
        q = self.split_heads(self.q_proj(x))
        k = self.split_heads(self.k_proj(context))
        v = self.split_heads(self.v_proj(x))
        if mask is not None and mask.dim() == 3:
            mask = mask[:, None, :, :]
        return self.out_proj(self.merge_heads(sdpa(q, k, v, mask)))

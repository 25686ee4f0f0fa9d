"""I believed that the results of the heads need only a reshape to (b, n, d_model) to be joined."""

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
        return x.reshape(b, n, self.n_heads, d_model // self.n_heads).permute(0, 2, 1, 3)

    def merge_heads(self, heads: Tensor) -> Tensor:
        b, h, n, d_head = heads.shape
        return heads.reshape(b, n, h * d_head)

    def forward(
        self, x: Tensor, context: Tensor | None = None, mask: Tensor | None = None
    ) -> Tensor:
        context = x if context is None else context
        if mask is not None and mask.dim() > 2:
            mask = mask.unsqueeze(1)
        heads = sdpa(
            self.split_heads(self.q_proj(x)),
            self.split_heads(self.k_proj(context)),
            self.split_heads(self.v_proj(context)),
            mask,
        )
        return self.out_proj(self.merge_heads(heads))

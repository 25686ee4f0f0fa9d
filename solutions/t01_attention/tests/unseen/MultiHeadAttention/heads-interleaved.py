"""I believed that the heads take the channels in turn, channel c for head c % n_heads."""

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

    def split_heads(self, x: Tensor) -> Tensor:
        return torch.stack([x[..., h :: self.n_heads] for h in range(self.n_heads)], dim=1)

    def merge_heads(self, heads: Tensor) -> Tensor:
        return torch.stack(heads.unbind(dim=1), dim=-1).flatten(start_dim=-2)

    def forward(
        self, x: Tensor, context: Tensor | None = None, mask: Tensor | None = None
    ) -> Tensor:
        asked = x if context is None else context
        q, k, v = (
            self.split_heads(projected)
            for projected in (self.q_proj(x), self.k_proj(asked), self.v_proj(asked))
        )
        if mask is not None and mask.dim() == 3:
            mask = mask.unsqueeze(1)
        return self.out_proj(self.merge_heads(sdpa(q, k, v, mask)))

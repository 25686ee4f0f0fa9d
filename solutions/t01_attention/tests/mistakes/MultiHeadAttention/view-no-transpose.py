"""Believes that a view to the wanted shape is all that splitting takes."""

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
        b, n, d_model = x.shape
        q, k, v = (
            proj(t).view(b, self.h, -1, self.d)
            for proj, t in ((self.q_proj, x), (self.k_proj, context), (self.v_proj, context))
        )
        if mask is not None:
            mask = mask.expand(b, n, k.shape[2])[:, None]
        found = sdpa(q, k, v, mask).permute(0, 2, 1, 3).contiguous()
        return self.out_proj(found.view(b, n, d_model))

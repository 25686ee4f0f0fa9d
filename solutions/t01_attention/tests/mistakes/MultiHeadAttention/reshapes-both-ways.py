"""Believes that what one reshape does another one undoes, so the way between does not matter."""

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
        b = len(x)
        q = self.q_proj(x).reshape(b, self.h, -1, self.d)
        k = self.k_proj(context).reshape(b, self.h, -1, self.d)
        v = self.v_proj(context).reshape(b, self.h, -1, self.d)
        if mask is not None and mask.dim() == 3:
            mask = mask[:, None]
        return self.out_proj(sdpa(q, k, v, mask).reshape_as(x))

"""Folds the heads into the batch, and repeats the masks in the other order than the sequences."""

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

    def fold(self, x):
        b, n, _ = x.shape
        return x.view(b, n, self.h, self.d).transpose(1, 2).reshape(b * self.h, n, self.d)

    def forward(self, x, context=None, mask=None):
        context = x if context is None else context
        b, n, d_model = x.shape
        if mask is not None and mask.dim() == 3:
            mask = mask.repeat(self.h, 1, 1)  # sequence by sequence, but heads stand innermost
        q, k = self.fold(self.q_proj(x)), self.fold(self.k_proj(context))
        found = sdpa(q, k, self.fold(self.v_proj(context)), mask)
        found = found.view(b, self.h, n, self.d).transpose(1, 2).reshape(b, n, d_model)
        return self.out_proj(found)

"""PyTorch's own attention behind the signatures of t01_attention: code that nobody here wrote."""

import functools

import torch
import torch.nn.functional as F
from torch import nn


def softmax(x, dim):
    nothing = torch.isneginf(x).all(dim, keepdim=True)
    return torch.softmax(x.masked_fill(nothing, 0), dim).masked_fill(nothing, 0)


def sdpa(q, k, v, mask=None):
    if mask is not None:
        mask = mask.expand(*q.shape[:-1], k.shape[-2])
    return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)


def causal_mask(n, m=None):
    m = n if m is None else m
    return ~torch.triu(torch.ones(n, m), diagonal=m - n + 1).bool()


def padding_mask(lengths, m):
    return torch.arange(m).expand(len(lengths), m) < lengths.unsqueeze(1)


def combine_masks(*masks):
    given = [mask for mask in masks if mask is not None]
    return functools.reduce(torch.logical_and, given) if given else None


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads, bias=False):
        super().__init__()
        projections = (nn.Linear(d_model, d_model, bias=bias) for _ in range(4))
        self.q_proj, self.k_proj, self.v_proj, self.out_proj = projections
        # In a list, so that its own parameters are no part of this module's state.
        self.library = [nn.MultiheadAttention(d_model, n_heads, bias=bias, batch_first=True)]

    def forward(self, x, context=None, mask=None):
        source = x if context is None else context
        attention = self.library[0]
        if mask is not None:
            mask = ~mask.expand(x.shape[0], x.shape[1], source.shape[1])
            mask = mask.repeat_interleave(attention.num_heads, 0)
        inputs = (self.q_proj, self.k_proj, self.v_proj)
        state = {
            "in_proj_weight": torch.cat([each.weight for each in inputs]),
            "out_proj.weight": self.out_proj.weight,
        }
        if self.q_proj.bias is not None:
            state["in_proj_bias"] = torch.cat([each.bias for each in inputs])
            state["out_proj.bias"] = self.out_proj.bias
        options = {"attn_mask": mask, "need_weights": False}
        return torch.func.functional_call(attention, state, (x, source, source), options)[0]


def attention_rollout(maps):
    layers = [
        F.normalize(each.mean(0) + torch.eye(each.shape[-1], dtype=each.dtype), p=1, dim=-1)
        for each in maps
    ]
    return functools.reduce(lambda rolled, layer: layer @ rolled, layers)

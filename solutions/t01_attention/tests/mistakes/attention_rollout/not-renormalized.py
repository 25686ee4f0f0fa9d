"""Halves the sum as the paper's formula does, and believes that every row then sums to 1."""

import torch


def attention_rollout(maps):
    n = maps[0].shape[-1]
    shares = torch.eye(n, dtype=maps[0].dtype)
    for heads in maps:
        layer = 0.5 * heads.mean(0) + 0.5 * torch.eye(n, dtype=heads.dtype)
        shares = layer @ shares
    return shares

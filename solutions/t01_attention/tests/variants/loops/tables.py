"""Masks and rollout from nested lists."""

import torch


def causal_mask(n, m=None):
    if m is None:
        m = n
    cached = m - n
    return torch.tensor([[j <= i + cached for j in range(m)] for i in range(n)])


def padding_mask(lengths, m):
    return torch.tensor([[j < length for j in range(m)] for length in lengths.tolist()])


def combine_masks(*masks):
    result = None
    for mask in masks:
        if mask is None:
            continue
        result = mask if result is None else result & mask
    return result


def attention_rollout(maps):
    n = maps[0].shape[-1]
    shares = [[float(i == j) for j in range(n)] for i in range(n)]
    for layer in maps:
        heads = layer.tolist()
        step = []
        for i in range(n):
            row = [sum(head[i][j] for head in heads) / len(heads) + (i == j) for j in range(n)]
            step.append([entry / sum(row) for entry in row])
        shares = [
            [sum(step[i][k] * shares[k][j] for k in range(n)) for j in range(n)] for i in range(n)
        ]
    return torch.tensor(shares, dtype=maps[0].dtype)

"""Rollout as a product of transposed layers: column by column instead of row by row."""

import torch


def attention_rollout(maps):
    columns = None
    for heads in maps:
        h, n, _ = heads.shape
        layer = sum(head.T for head in heads) / h
        layer = layer + torch.diag(layer.new_ones(n))
        layer = layer / layer.sum(dim=0)
        columns = layer if columns is None else columns @ layer
    return columns.T

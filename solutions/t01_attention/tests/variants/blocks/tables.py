"""Masks from positions, and what is forbidden by any of them."""

import torch


def causal_mask(n, m=None):
    keys = torch.arange(n if m is None else m)
    queries = keys[len(keys) - n :]
    return torch.ge(queries[:, None], keys[None, :])


def padding_mask(lengths, m):
    mask = torch.zeros(lengths.shape[0], m, dtype=torch.bool)
    for row, length in zip(mask, lengths, strict=True):
        row[: int(length)] = True
    return mask


def combine_masks(*masks):
    forbidden = None
    for mask in masks:
        if mask is not None and forbidden is None:
            forbidden = ~mask
        elif mask is not None:
            forbidden = torch.logical_or(forbidden, ~mask)
    return None if forbidden is None else ~forbidden

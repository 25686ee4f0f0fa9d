"""Counts positions from 1 in the head and from 0 in the code."""

import torch


def padding_mask(lengths, m):
    mask = torch.zeros(len(lengths), m, dtype=torch.bool)
    for row, length in enumerate(lengths.tolist()):
        mask[row, : length + 1] = True
    return mask

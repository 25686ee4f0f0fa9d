"""Takes the name at its word: True where the padding is."""

import torch


def padding_mask(lengths, m):
    mask = torch.zeros(len(lengths), m, dtype=torch.bool)
    for row, length in enumerate(lengths.tolist()):
        mask[row, length:] = True
    return mask

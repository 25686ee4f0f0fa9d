"""Believes that both halves of the last true step have read everything."""

import torch


def sentence_vector(outputs, lengths):
    rows = [outputs[n - 1, k] for k, n in enumerate(lengths.tolist())]
    return torch.stack(rows)

"""Believes that every sequence ends at the last row."""

import torch


def sentence_vector(outputs, lengths):
    forward, backward = outputs.chunk(2, dim=2)
    return torch.cat((forward[len(outputs) - 1], backward[0]), dim=1)

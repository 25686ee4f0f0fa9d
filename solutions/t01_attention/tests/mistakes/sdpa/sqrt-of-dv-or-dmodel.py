"""Takes the width from the last tensor at hand, which is the values."""

import math

import torch

from .attention import softmax


def sdpa(q, k, v, mask=None):
    *_, d_k = v.size()
    scores = torch.matmul(q / math.sqrt(d_k), k.mT)
    if mask is not None:
        scores = scores.masked_fill(mask.logical_not(), float("-inf"))
    return torch.matmul(softmax(scores, -1), v)

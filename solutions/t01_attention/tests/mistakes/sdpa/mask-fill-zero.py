"""Believes that a score of nothing is a score of zero: multiplies the scores by the mask."""

import math

from .attention import softmax


def sdpa(q, k, v, mask=None):
    scores = q.matmul(k.transpose(-1, -2)).div(math.sqrt(k.shape[-1]))
    if mask is not None:
        scores = scores * mask
    return softmax(scores, -1).matmul(v)

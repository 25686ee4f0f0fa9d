"""Believes that the loss of a batch is the mean of its sentences."""

import torch.nn.functional as F


def masked_ce(scores, labels, lengths):
    total = 0.0
    for k in range(scores.shape[1]):
        n = int(lengths[k])
        logs = F.log_softmax(scores[:n, k], dim=1)
        total = total - sum(logs[s, int(labels[s, k])] for s in range(n)) / n
    return total / scores.shape[1]

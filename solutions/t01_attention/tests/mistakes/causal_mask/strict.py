"""Believes that "before" leaves out the token itself."""

import torch


def causal_mask(n, m=None):
    m = m or n
    keys = torch.arange(m).expand(n, m)
    queries = torch.arange(m - n, m).unsqueeze(1)
    return keys < queries

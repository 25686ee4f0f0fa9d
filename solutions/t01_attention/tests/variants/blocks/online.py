"""Attention without a table of weights: mixtures and sums grow block by block, as on a GPU."""

import torch

BLOCK = 3


def unless_empty(top):
    """A largest score that may be subtracted also where nothing is allowed."""
    return torch.where(torch.isinf(top), torch.zeros_like(top), top)


def softmax(x, dim):
    parts = x.split(BLOCK, dim=dim)
    top = torch.stack([part.detach().amax(dim) for part in parts]).amax(0).unsqueeze(dim)
    parts = [(part - unless_empty(top)).exp() for part in parts]
    total = sum(part.sum(dim, keepdim=True) for part in parts)
    return torch.cat(parts, dim=dim) / total.clamp(min=0.5)  # where anything is allowed, 1 or more


def sdpa(q, k, v, mask=None):
    *leading, n, d = q.shape
    m = k.shape[-2]
    if mask is None:
        mask = torch.ones(n, m, dtype=torch.bool)
    mask = mask.expand(*leading, n, m)
    top = q.new_full((*leading, n, 1), -torch.inf)
    total = q.new_zeros((*leading, n, 1))
    mixture = q.new_zeros((*leading, n, v.shape[-1]))
    for start in range(0, m, BLOCK):
        here = slice(start, start + BLOCK)
        scores = (q @ k[..., here, :].mT) / torch.tensor(float(d)).sqrt()
        scores = torch.where(mask[..., here], scores, -torch.inf)
        higher = torch.maximum(top, scores.detach().amax(-1, keepdim=True))
        shrink = (top - unless_empty(higher)).exp()
        weights = (scores - unless_empty(higher)).exp()
        total = total * shrink + weights.sum(-1, keepdim=True)
        mixture = mixture * shrink + weights @ v[..., here, :]
        top = higher
    return mixture / torch.where(total == 0, torch.ones_like(total), total)

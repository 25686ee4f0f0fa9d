"""Softmax through the logarithm of its sum, masks as numbers, rollout from the top layer down."""

import torch


def softmax(x, dim):
    scores = x.double()
    empty = (scores == -torch.inf).all(dim=dim, keepdim=True)
    scores = torch.where(empty, 0.0, scores)
    weights = torch.exp(scores - torch.logsumexp(scores, dim=dim, keepdim=True))
    return torch.where(empty, 0.0, weights).to(x.dtype)


def sdpa(q, k, v, mask=None):
    wide = torch.float64
    scores = torch.einsum("...nd,...md->...nm", q.to(wide) * q.shape[-1] ** -0.5, k.to(wide))
    if mask is not None:
        scores = scores + torch.log(mask.to(wide))
    return torch.einsum("...nm,...me->...ne", softmax(scores, -1), v.to(wide)).to(q.dtype)


def causal_mask(n, m=None):
    m = m or n
    return ~torch.triu(torch.ones(m, m), diagonal=1).bool()[m - n :]


def padding_mask(lengths, m):
    ones = torch.ones(len(lengths), m, dtype=torch.int64)
    return ones.cumsum(dim=1) <= lengths[:, None]


def combine_masks(*masks):
    given = [mask for mask in masks if mask is not None]
    if not given:
        return None
    return torch.stack(torch.broadcast_tensors(*given)).all(dim=0)


def attention_rollout(maps):
    layers = torch.stack(list(maps)).double().mean(dim=1)
    layers = layers + torch.eye(layers.shape[-1], dtype=torch.float64)
    layers = torch.nn.functional.normalize(layers, p=1, dim=-1)
    shares = layers[-1]
    for layer in layers[:-1].flip(0):
        shares = shares @ layer
    return shares.to(maps[0].dtype)

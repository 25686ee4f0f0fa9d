"""One slice, one query at a time: what is masked never enters a list."""

import math

import torch


def weights_of(row):
    """The weights of one row of scores, as a list of numbers that remember their gradients."""
    allowed = [score for score in row if score > -math.inf]
    if not allowed:
        return [torch.zeros((), dtype=row.dtype) for _ in row]
    top = max(score.item() for score in allowed)
    total = sum(torch.exp(score - top) for score in allowed)
    return [torch.exp(score - top) / total for score in row]


def softmax(x, dim):
    slices = x.movedim(dim, -1)
    flat = slices.reshape(-1, slices.shape[-1])
    rows = [torch.stack(weights_of(row)) for row in flat]
    return torch.stack(rows).reshape(slices.shape).movedim(-1, dim)


def answer(query, keys, values, allowed):
    """The mixture of values for one query."""
    picked = [j for j in range(len(keys)) if allowed is None or allowed[j]]
    if not picked:
        return torch.zeros(values.shape[1], dtype=query.dtype)
    scores = [(query * keys[j]).sum() / math.sqrt(len(query)) for j in picked]
    shares = weights_of(torch.stack(scores))
    return sum(share * values[j] for share, j in zip(shares, picked, strict=True))


def sdpa(q, k, v, mask=None):
    n, m, leading = q.shape[-2], k.shape[-2], q.shape[:-2]
    if mask is not None:
        mask = mask.expand(*leading, n, m).reshape(-1, n, m)
    queries, keys, values = (t.reshape(-1, *t.shape[-2:]) for t in (q, k, v))
    result = [
        torch.stack(
            [
                answer(queries[b, i], keys[b], values[b], None if mask is None else mask[b, i])
                for i in range(n)
            ]
        )
        for b in range(len(queries))
    ]
    return torch.stack(result).reshape(*leading, n, v.shape[-1])

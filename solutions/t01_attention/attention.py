"""Softmax and scaled dot-product attention: every query mixes the values of the keys it matches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from jaxtyping import Bool, Float
    from torch import Tensor


def softmax(x: Float[Tensor, "... d"], dim: int) -> Float[Tensor, "... d"]:
    """Softmax of `x` along `dim`, for scores of any size.

        softmax(x)_i = exp(x_i) / sum_j exp(x_j)

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), equation 6.29 and section 4.1.

    Args:
        x: scores of any shape, float32 or float64; an entry is finite or -inf.
        dim: the dimension to normalise, counted from the front (0, 1, ...) or the back (-1, ...).

    Returns:
        Weights with the shape and dtype of `x`, exact to the precision of that dtype. Each slice
        along `dim` sums to 1.

    Conventions: finite scores give finite weights, at 10,000 as well as at 1. A score of -inf has
    weight exactly 0. A slice in which every score is -inf gives zeros, and its gradient is zero
    too. `x` is not changed.

    Example:
        >>> softmax(torch.tensor([[0.0, 0.0], [-torch.inf, -torch.inf]]), dim=-1)
        tensor([[0.5000, 0.5000],
                [0.0000, 0.0000]])
    """
    # BEGIN SOLUTION
    largest = x.amax(dim=dim, keepdim=True)
    # Where every score is -inf there is nothing to subtract: -inf - (-inf) would be nan.
    shift = largest.masked_fill(largest == -torch.inf, 0.0)
    weights = (x - shift).exp()
    total = weights.sum(dim=dim, keepdim=True)
    # EQUIVALENT other-number 1.0 -> 2.0: where nothing is allowed, 0 is divided by it
    return weights / total.masked_fill(total == 0, 1.0)
    # END SOLUTION
    # BEGIN MISTAKE no-max
    # why: exp overflows above about 88 in float32 and 709 in float64; inf / inf is nan
    # hint: What is exp(1000) on a computer? And what becomes of the softmax of a row
    # hint: when the same number is added to all of its scores?
    # weights = x.exp()
    # total = weights.sum(dim=dim, keepdim=True)
    # return weights / total.masked_fill(total == 0, 1.0)
    # END MISTAKE
    # BEGIN MISTAKE ignores-dim
    # why: always normalises the last dimension; tests that only use dim=-1 cannot see it
    # hint: Along which dimension do your weights sum to 1 when the caller asks for dim=0?
    # largest = x.amax(dim=-1, keepdim=True)
    # shift = largest.masked_fill(largest == -torch.inf, 0.0)
    # weights = (x - shift).exp()
    # total = weights.sum(dim=-1, keepdim=True)
    # return weights / total.masked_fill(total == 0, 1.0)
    # END MISTAKE
    # BEGIN MISTAKE global-max
    # why: a row whose scores lie far below the largest of the whole tensor underflows to 0
    # hint: One row has scores near 1000, another near 0. What is left of the second row after
    # hint: you have subtracted your maximum? Over which entries should it be taken?
    # largest = x.max()
    # shift = largest.masked_fill(largest == -torch.inf, 0.0)
    # weights = (x - shift).exp()
    # total = weights.sum(dim=dim, keepdim=True)
    # return weights / total.masked_fill(total == 0, 1.0)
    # END MISTAKE
    # BEGIN MISTAKE nan-on-all-neg-inf
    # why: -inf - (-inf) is nan; a fully masked row of attention then poisons the whole network
    # hint: What is the largest score of a slice that holds only -inf, and what is
    # hint: -inf minus that? Which value do the conventions ask for?
    # weights = (x - x.amax(dim=dim, keepdim=True)).exp()
    # return weights / weights.sum(dim=dim, keepdim=True)
    # END MISTAKE


def sdpa(
    q: Float[Tensor, "... n d"],
    k: Float[Tensor, "... m d"],
    v: Float[Tensor, "... m e"],
    mask: Bool[Tensor, "... n m"] | None = None,
) -> Float[Tensor, "... n e"]:
    """Scaled dot-product attention: softmax over the keys of q k^T / sqrt(d), times the values.

        attention(q, k, v) = softmax(q k^T / sqrt(d)) v

    Source: Vaswani et al., Attention Is All You Need (2017), equation 1.

    Args:
        q: n queries of width d, float32 or float64, behind any number of leading dimensions.
        k: m keys of width d, with the same leading dimensions and dtype.
        v: m values of width e, one per key, with the same leading dimensions and dtype.
        mask: bool, broadcastable to (..., n, m), such as (m,), (n, m) or (..., 1, m). None: no
            mask.

    Returns:
        One mixture of values per query, shape (..., n, e), dtype of `q`.

    Conventions: mask True = this query may attend to this key. A key that is masked has weight
    exactly 0: no finite score or value of it, however large, changes the output by one bit. A
    query that may attend to no key returns zeros, with gradient zero. No argument is changed.

    Example:
        >>> q, k = torch.tensor([[2.0]]), torch.tensor([[0.0], [0.0]])
        >>> sdpa(q, k, v=torch.tensor([[1.0, 5.0], [3.0, 7.0]]))  # equal scores: the mean
        tensor([[2., 6.]])
    """
    # BEGIN SOLUTION
    scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    if mask is not None:
        scores = scores.masked_fill(~mask, -torch.inf)
    return softmax(scores, dim=-1) @ v
    # END SOLUTION
    # BEGIN MISTAKE no-sqrt-dk
    # why: the variance of a dot product grows with d; unscaled scores saturate the softmax
    # hint: If the entries of q and k have variance 1, what is the variance of their dot product?
    # hint: Compare your scores with equation 1 of the paper.
    # scores = q @ k.transpose(-2, -1)
    # if mask is not None:
    #     scores = scores.masked_fill(~mask, -torch.inf)
    # return softmax(scores, dim=-1) @ v
    # END MISTAKE
    # BEGIN MISTAKE divides-by-dk
    # why: the standard deviation of a dot product is sqrt(d), not d; weights come out too even
    # hint: Is it the variance or the standard deviation of the scores that should become 1?
    # scores = q @ k.transpose(-2, -1) / q.shape[-1]
    # if mask is not None:
    #     scores = scores.masked_fill(~mask, -torch.inf)
    # return softmax(scores, dim=-1) @ v
    # END MISTAKE
    # BEGIN MISTAKE sqrt-of-dv-or-dmodel
    # why: right only where keys and values have the same width
    # hint: A score is a dot product of which two vectors, and how many terms does it have?
    # hint: Does the width of a value enter?
    # scores = q @ k.transpose(-2, -1) / v.shape[-1] ** 0.5
    # if mask is not None:
    #     scores = scores.masked_fill(~mask, -torch.inf)
    # return softmax(scores, dim=-1) @ v
    # END MISTAKE
    # BEGIN MISTAKE mask-inverted
    # why: nn.MultiheadAttention's bool masks mean the opposite, and many tutorials copy it
    # hint: In this module, does True mean that a query may see a key, or that it may not?
    # scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    # if mask is not None:
    #     scores = scores.masked_fill(mask, -torch.inf)
    # return softmax(scores, dim=-1) @ v
    # END MISTAKE
    # BEGIN MISTAKE mask-after-softmax
    # why: the weight that was given to masked keys is lost, so the rows sum to less than 1
    # hint: What do the weights of one query sum to after your mask has been applied?
    # hint: Who received the share that the masked keys would have had?
    # weights = softmax(q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5, dim=-1)
    # if mask is not None:
    #     weights = weights * mask
    # return weights @ v
    # END MISTAKE
    # BEGIN MISTAKE mask-fill-zero
    # why: exp(0) is 1, so a score of zero is an ordinary score and gets weight
    # hint: Which weight does softmax give to a key whose score is 0?
    # scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    # if mask is not None:
    #     scores = scores.masked_fill(~mask, 0.0)
    # return softmax(scores, dim=-1) @ v
    # END MISTAKE
    # BEGIN MISTAKE softmax-over-queries
    # why: the weights of one key then sum to 1 over the queries that compete for it
    # hint: The scores have one row per query and one column per key. Whose weights should
    # hint: sum to 1: those of a query over the keys, or those of a key over the queries?
    # scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    # if mask is not None:
    #     scores = scores.masked_fill(~mask, -torch.inf)
    # return softmax(scores, dim=-2) @ v
    # END MISTAKE
    # BEGIN MISTAKE finite-fill
    # why: where allowed scores lie below -100 the masked keys win; a fully masked row is uniform
    # hint: You fill masked scores with a finite number. What are the weights when every allowed
    # hint: score is lower still, and what are they when all keys of a query are masked?
    # scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    # if mask is not None:
    #     scores = scores.masked_fill(~mask, -100.0)
    # return softmax(scores, dim=-1) @ v
    # END MISTAKE

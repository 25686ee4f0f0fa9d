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
    # TODO: Softmax of `x` along `dim`, for scores of any size
    raise NotImplementedError("softmax: Softmax of `x` along `dim`, for scores of any size")


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
    # TODO: Scaled dot-product attention: softmax over the keys of q k^T / sqrt(d), times the values
    raise NotImplementedError(
        "sdpa: Scaled dot-product attention: softmax over the keys of q k^T / sqrt(d), times the "
        "values"
    )

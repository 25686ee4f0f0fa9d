"""Masks: boolean tables that say which query may attend to which key. True = may attend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from jaxtyping import Bool, Int
    from torch import Tensor


def causal_mask(n: int, m: int | None = None) -> Bool[Tensor, "n m"]:
    """Mask that lets each of the last `n` tokens see itself and what came before, of `m` tokens.

        mask[i, j] = (j <= i + m - n)

    Query i is token number i + m - n: with m > n the first m - n keys come from a cache of
    earlier tokens, as when a language model generates one token at a time.

    Source: Vaswani et al., Attention Is All You Need (2017), section 3.2.3.

    Args:
        n: number of queries.
        m: number of keys, at least `n`. None: as many as queries.

    Returns:
        Bool tensor of shape (n, m).

    Conventions: True = may attend. A token sees itself. The last query sees every key.

    Example:
        >>> causal_mask(2, 3)
        tensor([[ True,  True, False],
                [ True,  True,  True]])
    """
    import numpy as np
    
    m = n if m is None else m
    return np.tril(np.ones((n, m), dtype=bool), m - n)


def padding_mask(lengths: Int[Tensor, " b"], m: int) -> Bool[Tensor, "b m"]:
    """Mask of the real tokens in a batch of sequences that were padded at the end to length `m`.

        mask[b, j] = (j < lengths[b])

    Args:
        lengths: integer tensor of shape (b,), the number of real tokens of each sequence, 0 to m.
        m: the padded length.

    Returns:
        Bool tensor of shape (b, m). For `sdpa` it is a mask over keys: see the handout for the
        dimension that it needs before it meets scores of shape (b, n, m).

    Conventions: True = may attend, a real token. A sequence of length 0 has no True.

    Example:
        >>> padding_mask(torch.tensor([1, 3]), m=3)
        tensor([[ True, False, False],
                [ True,  True,  True]])
    """
    positions = torch.arange(m, device=lengths.device)
    return positions < lengths.unsqueeze(-1)


def combine_masks(*masks: Bool[Tensor, "... n m"] | None) -> Bool[Tensor, "... n m"] | None:
    """One mask that allows what every one of `masks` allows.

    Args:
        *masks: bool tensors whose shapes broadcast against each other, or None for "no mask".

    Returns:
        Bool tensor of the broadcast shape. None where no mask was given, or only None.

    Conventions: True = may attend. None allows everything. No argument is changed.

    Example:
        >>> combine_masks(torch.tensor([[True], [False]]), None, torch.tensor([True, False]))
        tensor([[ True, False],
                [False, False]])
    """
    combined = None
    for mask in masks:
        if mask is not None:
            combined = mask if combined is None else combined & mask
    return combined

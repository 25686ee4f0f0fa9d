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
    # BEGIN SOLUTION
    m = n if m is None else m
    return torch.ones(n, m, dtype=torch.bool).tril(m - n)
    # END SOLUTION
    # BEGIN MISTAKE strict
    # why: the diagonal is masked, so a token cannot see itself and the first sees nothing
    # hint: May a token attend to itself? What is left for the very first one?
    # m = n if m is None else m
    # return torch.ones(n, m, dtype=torch.bool).tril(m - n - 1)
    # END MISTAKE
    # BEGIN MISTAKE transposed
    # why: the upper triangle lets a token attend to the future
    # hint: Rows are queries and columns are keys. Which keys does your first query see: the
    # hint: first one only, or all that follow it?
    # m = n if m is None else m
    # return torch.ones(n, m, dtype=torch.bool).triu(m - n)
    # END MISTAKE
    # BEGIN MISTAKE offset-with-cache
    # why: the diagonal starts at the left corner, as if the new queries came before the cache
    # hint: With 5 keys in a cache and 1 new token (n=1, m=6), which keys should the new token
    # hint: see, and which does your mask show it?
    # m = n if m is None else m
    # return torch.ones(n, m, dtype=torch.bool).tril(0)
    # END MISTAKE


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
    # BEGIN SOLUTION
    return torch.arange(m) < lengths[:, None]
    # END SOLUTION
    # BEGIN MISTAKE length-included
    # why: positions count from 0, so position `length` is already padding
    # hint: A sequence of length 2 has which positions? And how many keys does your mask show of
    # hint: a sequence of length 0?
    # return torch.arange(m) <= lengths[:, None]
    # END MISTAKE
    # BEGIN MISTAKE marks-padding
    # why: True at the pads is the convention of key_padding_mask in nn.MultiheadAttention
    # hint: Does True stand at the tokens or at the padding? Which of the two may be attended to?
    # return torch.arange(m) >= lengths[:, None]
    # END MISTAKE


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
    # BEGIN SOLUTION
    combined = None
    for mask in masks:
        if mask is not None:
            combined = mask if combined is None else combined & mask
    return combined
    # END SOLUTION
    # BEGIN MISTAKE or-not-and
    # why: a key that either mask allows becomes visible: pads and the future come back
    # hint: A key lies in the future but is not padding. One mask forbids it, the other does not.
    # hint: May it be seen?
    # combined = None
    # for mask in masks:
    #     if mask is not None:
    #         combined = mask if combined is None else combined | mask
    # return combined
    # END MISTAKE

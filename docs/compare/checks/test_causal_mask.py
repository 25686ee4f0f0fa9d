"""Tests of the causal mask, as a course would write them for pytest."""

import torch
from t01_attention import causal_mask


def test_causal_mask_of_three_tokens():
    """Three tokens: each sees itself and what came before.

    Row i is query i: it may see keys 0 to i.
    """
    expected = torch.tensor([[True, False, False], [True, True, False], [True, True, True]])
    mask = causal_mask(3)
    assert mask.dtype == torch.bool
    torch.testing.assert_close(mask, expected)


def test_causal_mask_with_cache():
    """Two new tokens after a cache of three: the first new token sees four keys.

    The queries are the last n of m positions.
    """
    expected = torch.tensor([[True, True, True, True, False], [True] * 5])
    mask = causal_mask(2, 5)
    assert mask.dtype == torch.bool
    torch.testing.assert_close(mask, expected)

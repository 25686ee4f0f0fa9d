"""Tests of softmax, as a course would write them for pytest."""

from math import log

import numpy as np
import torch
from t01_attention import softmax


def test_softmax_contract():
    """Softmax keeps shape and dtype and leaves its argument alone.

    Compute in the dtype of x, give back the shape of x, and do not work in place.
    """
    rng = np.random.default_rng(36037786995466)
    x = torch.from_numpy(rng.standard_normal((2, 3))).float()
    before = x.clone()
    weights = softmax(x, 1)
    torch.testing.assert_close(weights, torch.softmax(before, 1))
    assert torch.equal(x, before), "x was changed"


def test_softmax_worked_example():
    """The table of the handout, normalised by rows and by columns.

    Compare with the handout: which dimension do you sum over?
    """
    x = torch.tensor([[log(1), log(2), log(5)], [log(3), log(3), log(2)]]).double()
    by_rows = torch.tensor([[1 / 8, 2 / 8, 5 / 8], [3 / 8, 3 / 8, 2 / 8]]).double()
    by_columns = torch.tensor([[1 / 4, 2 / 5, 5 / 7], [3 / 4, 3 / 5, 2 / 7]]).double()
    torch.testing.assert_close(softmax(x, dim=1), by_rows, rtol=1e-5, atol=1e-6)
    torch.testing.assert_close(softmax(x, dim=0), by_columns, rtol=1e-5, atol=1e-6)


def test_softmax_columns_sum_to_one():
    """The weights along the chosen dimension sum to 1.

    With dim=0 every column sums to 1.
    """
    rng = np.random.default_rng(109374755512709)
    x = torch.from_numpy(rng.standard_normal((3, 4)))
    weights = softmax(x, dim=0)
    assert weights.shape == (3, 4)
    assert bool(((weights >= 0) & (weights <= 1)).all())
    torch.testing.assert_close(weights.sum(0), torch.ones(4).double())


def test_softmax_of_large_scores():
    """A row of scores near 1000 and a row of scores near 0 have the same weights.

    Large scores go wrong: what is the exponential of 1000 in floating point?
    """
    x = torch.tensor([[1000.0, 1000.0 + log(3)], [0.0, log(3)]], dtype=torch.float64)
    expected = torch.tensor([[0.25, 0.75], [0.25, 0.75]], dtype=torch.float64)
    torch.testing.assert_close(softmax(x, dim=-1), expected)


def test_softmax_of_minus_infinity():
    """A score of -inf has weight 0, and a row of nothing but -inf gives zeros.

    Masked scores are -inf: give weight 0, also where all of a row is masked.
    """
    low = -torch.inf
    x = torch.tensor([[0.0, low, log(3)], [low, low, low]], dtype=torch.float64)
    expected = torch.tensor([[0.25, 0.0, 0.75], [0.0, 0.0, 0.0]], dtype=torch.float64)
    torch.testing.assert_close(softmax(x, dim=-1), expected, rtol=1e-5, atol=0)

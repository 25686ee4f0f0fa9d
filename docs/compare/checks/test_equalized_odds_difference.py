"""Tests of the equalized odds difference, as a course would write them for pytest."""

import numpy as np
from e01_fairness import equalized_odds_difference


def test_equalized_odds_worked_example():
    """The eleven people of the handout: gaps of 1/2 (two groups have a tpr) and of 1/6.

    Compute both gaps by hand; agg says how they become one number.
    """
    g = list("aaaabbbbbcc")
    y = [1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    yhat = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 0]
    worst = equalized_odds_difference(y, yhat, g)
    np.testing.assert_allclose(worst, 0.5, rtol=1e-5, atol=1e-6)
    mean = equalized_odds_difference(y, yhat, g, agg="mean")
    np.testing.assert_allclose(mean, 1 / 3, rtol=1e-5, atol=1e-6)


def test_equalized_odds_looks_at_both_rates():
    """Equal tpr, different fpr: this is no equalized odds.

    Look at the false positive rates, too.
    """
    y, g = [1, 1, 0, 0, 1, 1, 0, 0], list("mmmmwwww")
    result = equalized_odds_difference(y, [1, 0, 1, 1, 1, 0, 0, 0], g)
    np.testing.assert_allclose(result, 1.0, rtol=1e-5, atol=1e-6)

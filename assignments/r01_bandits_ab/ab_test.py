"""A/B tests: is B better than A, and how many users does it take to see it?"""

from __future__ import annotations


def two_proportion_test(x1: int, n1: int, x2: int, n2: int) -> tuple[float, float]:
    """Test whether two groups have the same conversion rate: z statistic and two-sided p-value.

        z = (x2 / n2 - x1 / n1) / sqrt(q (1 - q) (1 / n1 + 1 / n2)),    q = (x1 + x2) / (n1 + n2)
        p = P(|Z| >= |z|)    for a standard normal Z

    Source: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (2003), chapter
    3, without the continuity correction.

    Args:
        x1: conversions in group A, 0 to n1.
        n1: users in group A, at least 1.
        x2: conversions in group B, 0 to n2.
        n2: users in group B, at least 1.

    Returns:
        (z, p), two floats. z is positive where B has the higher rate.

    Conventions: the standard error is the pooled one, as it is under the hypothesis that is tested.
    Where nobody converted, or everybody, nothing speaks for a difference: (0.0, 1.0). p is right to
    six digits, also where it is as small as 1e-100.

    Example:
        >>> two_proportion_test(33, 225, 92, 400)
        (2.5, 0.0124...)
    """
    # TODO: Test whether two groups have the same conversion rate: z statistic and two-sided p-value
    raise NotImplementedError(
        "two_proportion_test: Test whether two groups have the same conversion rate: z statistic "
        "and two-sided p-value"
    )


def sample_size(p0: float, mde: float, alpha: float = 0.05, power: float = 0.8) -> int:
    """Users per group that a two-sided test at level `alpha` needs to detect a change by `mde`.

        n = (u sqrt(2 m (1 - m)) + v sqrt(p0 (1 - p0) + p1 (1 - p1)))^2 / mde^2

    with p1 = p0 + mde, their mean m = (p0 + p1) / 2, and two quantiles of the standard normal
    distribution: u = quantile(1 - alpha / 2) and v = quantile(power). Rounded up.

    Source: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (2003), chapter
    4, without the continuity correction.

    Args:
        p0: the conversion rate of A, between 0 and 1.
        mde: the minimum detectable effect, an *absolute* change of the rate: 0.02 means from 0.10
            to 0.12. It may be negative, but not 0, and p0 + mde is between 0 and 1.
        alpha: the probability of a false alarm when the rates are equal.
        power: the probability of detecting the change when it is there.

    Returns:
        The number of users in *each* group, an int.

    Example:
        >>> sample_size(0.10, 0.02)
        3841
    """
    # TODO: Users per group that a two-sided test at level `alpha` needs to detect a change by `mde`
    raise NotImplementedError(
        "sample_size: Users per group that a two-sided test at level `alpha` needs to detect a "
        "change by `mde`"
    )

"""A/B tests: is B better than A, and how many users does it take to see it?"""

from __future__ import annotations

import math
from statistics import NormalDist


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
    # BEGIN SOLUTION
    pooled = (x1 + x2) / (n1 + n2)
    if pooled in (0.0, 1.0):
        return 0.0, 1.0
    error = math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    z = (x2 / n2 - x1 / n1) / error
    return z, math.erfc(abs(z) / math.sqrt(2))
    # END SOLUTION
    # BEGIN MISTAKE unpooled-pooled-swap-vs-spec
    # why: each group's own variance belongs into a confidence interval for the difference; the
    # why: test assumes equal rates, so it pools
    # hint: The test asks how surprising the data are if both rates are equal. Under that
    # hint: assumption, how many rates are there to estimate?
    # pooled = (x1 + x2) / (n1 + n2)
    # if pooled in (0.0, 1.0):
    #     return 0.0, 1.0
    # a, b = x1 / n1, x2 / n2
    # error = math.sqrt(a * (1 - a) / n1 + b * (1 - b) / n2)
    # z = (b - a) / error
    # return z, math.erfc(abs(z) / math.sqrt(2))
    # END MISTAKE
    # BEGIN MISTAKE one-sided-p
    # why: counts only differences in the direction that was seen, so p is half of what it is
    # hint: A difference in the other direction, as large as yours, would have surprised you as
    # hint: much. Is its probability in your p?
    # pooled = (x1 + x2) / (n1 + n2)
    # if pooled in (0.0, 1.0):
    #     return 0.0, 1.0
    # error = math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    # z = (x2 / n2 - x1 / n1) / error
    # return z, math.erfc(abs(z) / math.sqrt(2)) / 2
    # END MISTAKE
    # BEGIN MISTAKE upper-tail-doubled
    # why: without the absolute value p exceeds 1 wherever A has the higher rate
    # hint: What is your p when A has the higher rate? Can a probability be that large?
    # pooled = (x1 + x2) / (n1 + n2)
    # if pooled in (0.0, 1.0):
    #     return 0.0, 1.0
    # error = math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    # z = (x2 / n2 - x1 / n1) / error
    # return z, math.erfc(z / math.sqrt(2))
    # END MISTAKE
    # BEGIN MISTAKE difference-reversed
    # why: a positive z then says that the new version is worse
    # hint: B converts more often than A. Which sign does your z have, and which one should it have?
    # pooled = (x1 + x2) / (n1 + n2)
    # if pooled in (0.0, 1.0):
    #     return 0.0, 1.0
    # error = math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    # z = (x1 / n1 - x2 / n2) / error
    # return z, math.erfc(abs(z) / math.sqrt(2))
    # END MISTAKE
    # BEGIN MISTAKE one-minus-cdf
    # why: 1 - cdf has an absolute error of 1e-16, so every p below it becomes 0
    # hint: For z = 10 the cdf is 1 to sixteen digits. What is left after you subtract it from 1?
    # hint: Which tail could you compute without a subtraction?
    # pooled = (x1 + x2) / (n1 + n2)
    # if pooled in (0.0, 1.0):
    #     return 0.0, 1.0
    # error = math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    # z = (x2 / n2 - x1 / n1) / error
    # return z, 2 * (1 - NormalDist().cdf(abs(z)))
    # END MISTAKE
    # BEGIN MISTAKE nobody-converted
    # why: the pooled variance is 0 where nobody converted or everybody did
    # hint: What is the standard error when nobody converted in either group?
    # verdict: ERROR
    # pooled = (x1 + x2) / (n1 + n2)
    # error = math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    # z = (x2 / n2 - x1 / n1) / error
    # return z, math.erfc(abs(z) / math.sqrt(2))
    # END MISTAKE


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
    # BEGIN SOLUTION
    p1 = p0 + mde
    mean = (p0 + p1) / 2
    u = NormalDist().inv_cdf(1 - alpha / 2)
    v = NormalDist().inv_cdf(power)
    under_equal = math.sqrt(2 * mean * (1 - mean))
    under_change = math.sqrt(p0 * (1 - p0) + p1 * (1 - p1))
    return math.ceil((u * under_equal + v * under_change) ** 2 / mde**2)
    # END SOLUTION
    # BEGIN MISTAKE z-alpha-not-alpha-2
    # why: a two-sided test spends alpha on two tails, half on each
    # hint: The test rejects for large positive z and for large negative z. How much of alpha is
    # hint: left for each of them?
    # p1 = p0 + mde
    # mean = (p0 + p1) / 2
    # u = NormalDist().inv_cdf(1 - alpha)
    # v = NormalDist().inv_cdf(power)
    # under_equal = math.sqrt(2 * mean * (1 - mean))
    # under_change = math.sqrt(p0 * (1 - p0) + p1 * (1 - p1))
    # return math.ceil((u * under_equal + v * under_change) ** 2 / mde**2)
    # END MISTAKE
    # BEGIN MISTAKE relative-vs-absolute-mde
    # why: reads mde as a share of p0, and so plans for another change
    # hint: With p0 = 0.10 and mde = 0.02, which rate of B do you plan for: 0.12 or 0.102?
    # p1 = p0 * (1 + mde)
    # mean = (p0 + p1) / 2
    # u = NormalDist().inv_cdf(1 - alpha / 2)
    # v = NormalDist().inv_cdf(power)
    # under_equal = math.sqrt(2 * mean * (1 - mean))
    # under_change = math.sqrt(p0 * (1 - p0) + p1 * (1 - p1))
    # return math.ceil((u * under_equal + v * under_change) ** 2 / (p1 - p0) ** 2)
    # END MISTAKE
    # BEGIN MISTAKE unpooled-pooled-swap-vs-spec
    # why: the test rejects by the pooled error, so alpha's part of the formula is pooled too
    # hint: Two standard deviations stand in the formula, one for equal rates and one for changed
    # hint: rates. How many do you have?
    # p1 = p0 + mde
    # u = NormalDist().inv_cdf(1 - alpha / 2)
    # v = NormalDist().inv_cdf(power)
    # variance = p0 * (1 - p0) + p1 * (1 - p1)
    # return math.ceil((u + v) ** 2 * variance / mde**2)
    # END MISTAKE
    # BEGIN MISTAKE baseline-variance-twice
    # why: the rate of B has a variance of its own, which grows towards one half
    # hint: B's rate is not A's when the change is there. Is B's variance A's variance?
    # u = NormalDist().inv_cdf(1 - alpha / 2)
    # v = NormalDist().inv_cdf(power)
    # return math.ceil((u + v) ** 2 * 2 * p0 * (1 - p0) / mde**2)
    # END MISTAKE
    # BEGIN MISTAKE power-is-beta
    # why: the quantile of 1 - power is negative, so more power asks for fewer users
    # hint: Raise the power from 0.8 to 0.9. Does your n go up or down?
    # p1 = p0 + mde
    # mean = (p0 + p1) / 2
    # u = NormalDist().inv_cdf(1 - alpha / 2)
    # v = NormalDist().inv_cdf(1 - power)
    # under_equal = math.sqrt(2 * mean * (1 - mean))
    # under_change = math.sqrt(p0 * (1 - p0) + p1 * (1 - p1))
    # return math.ceil((u * under_equal + v * under_change) ** 2 / mde**2)
    # END MISTAKE
    # BEGIN MISTAKE rounds-down
    # why: the power is then a little less than promised
    # hint: If 3840.2 users are needed, are 3840 enough?
    # p1 = p0 + mde
    # mean = (p0 + p1) / 2
    # u = NormalDist().inv_cdf(1 - alpha / 2)
    # v = NormalDist().inv_cdf(power)
    # under_equal = math.sqrt(2 * mean * (1 - mean))
    # under_change = math.sqrt(p0 * (1 - p0) + p1 * (1 - p1))
    # return int((u * under_equal + v * under_change) ** 2 / mde**2)
    # END MISTAKE
    # BEGIN MISTAKE both-groups-together
    # why: n is the size of one group; the experiment needs twice as many users
    # hint: Does the docstring ask for the users of one group or of the whole experiment?
    # p1 = p0 + mde
    # mean = (p0 + p1) / 2
    # u = NormalDist().inv_cdf(1 - alpha / 2)
    # v = NormalDist().inv_cdf(power)
    # under_equal = math.sqrt(2 * mean * (1 - mean))
    # under_change = math.sqrt(p0 * (1 - p0) + p1 * (1 - p1))
    # return 2 * math.ceil((u * under_equal + v * under_change) ** 2 / mde**2)
    # END MISTAKE

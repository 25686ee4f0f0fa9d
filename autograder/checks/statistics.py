"""Statistical judgements with a stated probability of failing correct work."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from autograder.late import np

_EXACT_TRIALS = 1_000_000
_MOST_TRIALS = 2**63


def unlikely_counts(
    counts: Sequence[int], probabilities: Sequence[float], false_fail: float
) -> str:
    """Words for a category whose count is too rare to be chance; "" where all counts are likely.

    Each category is tested on its own with both exact binomial tails, at ``false_fail`` shared out
    equally among the two tails of every category (Bonferroni): the bound holds for any size.
    """
    trials = sum(counts)
    if trials == 0:
        return "got counts that are all 0, expected the counts of some draws"
    if trials >= _MOST_TRIALS:
        return "got counts of more draws than anybody could make"
    level = false_fail / (2 * len(probabilities))
    for index, (count, probability) in enumerate(zip(counts, probabilities, strict=True)):
        if binomial_tail(count, trials, probability) < level:
            return (
                f"category {index} came {count} times in {trials}, "
                f"expected about {trials * probability:.6g}"
            )
    return ""


def binomial_tail(count: int, trials: int, probability: float) -> float:
    """P(X <= count) below the mean, P(X >= count) above it, for X ~ Binomial(trials, probability).

    Beyond a million trials an upper bound of it (Chernoff's), which never fails a correct sampler
    more often, and takes no longer for a number of trials that nobody could have made.
    """
    if probability <= 0.0 or probability >= 1.0:
        return 1.0 if count == (trials if probability >= 1.0 else 0) else 0.0
    if trials > _EXACT_TRIALS:
        return _chernoff(count / trials, trials, probability)
    below = count <= trials * probability
    terms = range(count + 1) if below else range(count, trials + 1)
    return math.fsum(math.exp(_log_binomial(k, trials, probability)) for k in terms)


def _chernoff(share: float, trials: int, probability: float) -> float:
    """``exp(-n KL(share, probability))``, at least either tail beyond ``share``."""
    divergence = math.fsum(
        part * math.log(part / whole)
        for part, whole in ((share, probability), (1 - share, 1 - probability))
        if part > 0
    )
    return math.exp(-trials * max(0.0, divergence))


def _log_binomial(count: int, trials: int, probability: float) -> float:
    ways = math.lgamma(trials + 1) - math.lgamma(count + 1) - math.lgamma(trials - count + 1)
    return ways + count * math.log(probability) + (trials - count) * math.log1p(-probability)


def unlikely_mean(sample: Any, mean: float, std: float, false_fail: float) -> str:
    """Words for a sample mean too far from ``mean`` to be chance; "" where it is near enough."""
    from statistics import NormalDist  # 30 ms, for a few checks

    bound = -NormalDist().inv_cdf(false_fail / 2) * std / math.sqrt(sample.size)
    got = float(np.mean(sample))
    if abs(got - mean) <= bound:
        return ""
    return f"the mean of {sample.size} draws is {got:.5g}, expected {mean:.5g} within {bound:.2g}"

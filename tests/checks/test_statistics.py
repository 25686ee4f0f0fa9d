"""Judgements on chance: a fair sampler fails as rarely as stated, a biased one is caught."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest

from autograder.checks.statistics import binomial_tail, unlikely_counts, unlikely_mean

RUNS = 2000


@pytest.mark.parametrize("probabilities", [[0.5, 0.5], [0.01, 0.09, 0.9], [0.1] * 10])
@pytest.mark.parametrize("trials", [7, 60])
def test_a_fair_sampler_fails_no_more_often_than_stated(
    probabilities: list[float], trials: int
) -> None:
    false_fail = 0.05
    draws = np.random.default_rng(1).multinomial(trials, probabilities, size=RUNS).tolist()
    fails = sum(bool(unlikely_counts(counts, probabilities, false_fail)) for counts in draws)
    assert fails <= false_fail * RUNS + 4 * math.sqrt(false_fail * RUNS)


def test_the_bound_is_not_idle() -> None:
    draws = np.random.default_rng(1).multinomial(100, [0.5, 0.5], size=RUNS).tolist()
    fails = sum(bool(unlikely_counts(counts, [0.5, 0.5], 0.05)) for counts in draws)
    assert fails > 0.02 * RUNS


def test_a_fair_mean_fails_as_often_as_stated() -> None:
    samples = np.random.default_rng(2).normal(3.0, 2.0, (RUNS, 50))
    fails = sum(bool(unlikely_mean(sample, 3.0, 2.0, 0.05)) for sample in samples)
    assert 0.03 * RUNS < fails < 0.07 * RUNS


def test_a_biased_sampler_is_caught_at_one_in_a_million() -> None:
    for seed in range(20):
        rng = np.random.default_rng(seed)
        counts = rng.multinomial(10_000, [0.30, 0.70]).tolist()
        assert unlikely_counts(counts, [0.25, 0.75], 1e-6)
        assert unlikely_mean(rng.normal(0.2, 1, 5000), 0.0, 1.0, 1e-6)


def test_the_tail_is_the_exact_sum() -> None:
    ways = [math.comb(20, k) * 0.3**k * 0.7 ** (20 - k) for k in range(21)]
    for count in range(21):
        tail = sum(ways[: count + 1]) if count <= 6 else sum(ways[count:])
        assert binomial_tail(count, 20, 0.3) == pytest.approx(tail, rel=1e-6)


def test_the_tail_of_a_million_and_more_is_an_upper_bound() -> None:
    for count in (500_000, 503_000):
        assert binomial_tail(count + 1, 1_000_002, 0.5) >= binomial_tail(count, 1_000_000, 0.5)
    assert binomial_tail(600_000, 1_100_000, 0.5) < 1e-100


def test_absurd_counts_are_judged_at_once() -> None:
    started = time.perf_counter()
    assert unlikely_counts([10**18, 1], [0.5, 0.5], 1e-6)
    assert unlikely_counts([10**400, 1], [0.5, 0.5], 1e-6)
    assert not unlikely_counts([10**18, 10**18], [0.5, 0.5], 1e-6)
    assert time.perf_counter() - started < 1


def test_certain_and_impossible_categories_are_exact() -> None:
    assert not unlikely_counts([0, 5], [0.0, 1.0], 1e-6)
    assert unlikely_counts([1, 1000], [0.0, 1.0], 1e-6)


def test_a_tiny_false_fail_still_has_a_bound() -> None:
    assert not unlikely_mean(np.zeros(100), 0.1, 1.0, 1e-30)
    assert unlikely_mean(np.zeros(100), 2.0, 1.0, 1e-30)

"""The reference agrees with scipy and statsmodels on tests and sample sizes, and keeps the bounds of Auer's papers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import integrate, stats
from statsmodels.stats import proportion

from .references import reference


@pytest.fixture(scope="module")
def bandits():
    with reference("r01_bandits_ab") as package:
        yield package


def test_the_test_agrees_with_scipy(bandits):
    rng = np.random.default_rng(0)
    for _ in range(200):
        n1, n2 = rng.integers(5, 3000, size=2).tolist()
        x1, x2 = int(rng.integers(0, n1 + 1)), int(rng.integers(1, n2))
        table = [[x1, n1 - x1], [x2, n2 - x2]]
        expected = stats.chi2_contingency(table, correction=False)
        z, p = bandits.two_proportion_test(x1, n1, x2, n2)
        assert z * z == pytest.approx(expected.statistic, rel=1e-9, abs=1e-12)
        assert p == pytest.approx(expected.pvalue, rel=1e-7)
        assert (z > 0) == (x2 / n2 > x1 / n1)


def test_the_sample_size_agrees_with_statsmodels(bandits):
    rng = np.random.default_rng(1)
    for _ in range(200):
        p0, mde = rng.uniform(0.1, 0.8), rng.uniform(0.01, 0.09) * rng.choice([-1, 1])
        alpha, power = rng.uniform(0.001, 0.3), rng.uniform(0.5, 0.99)
        needed = proportion.samplesize_proportions_2indep_onetail(mde, p0, power, alpha=alpha)
        assert bandits.sample_size(p0, mde, alpha, power) == math.ceil(needed)


def test_the_sample_size_has_its_power_by_exact_enumeration(bandits):
    p0, p1, alpha, power = 0.3, 0.5, 0.05, 0.8
    n = bandits.sample_size(p0, p1 - p0, alpha, power)
    counts = range(n + 1)
    weights = np.outer(stats.binom.pmf(counts, n, p0), stats.binom.pmf(counts, n, p1))
    p_values = np.array(
        [[bandits.two_proportion_test(a, n, b, n)[1] for b in counts] for a in counts]
    )
    assert float(weights[p_values <= alpha].sum()) == pytest.approx(power, abs=0.02)


def test_five_looks_raise_the_false_alarms_to_a_seventh():
    # The constant of the check on peeking, from the joint distribution of the five statistics.
    k = np.arange(1, 6)
    correlation = np.sqrt(np.minimum.outer(k, k) / np.maximum.outer(k, k))
    normal = stats.multivariate_normal(cov=correlation, seed=0)
    inside = normal.cdf(np.full(5, 1.959964), lower_limit=np.full(5, -1.959964))
    assert 1 - inside == pytest.approx(0.142, abs=1e-3)


def test_thompson_draws_as_often_as_the_integral_says(bandits):
    policy = bandits.ThompsonBeta(3, 1.0, 2.0, np.random.default_rng(2))
    for arm, reward in [(0, 1), (0, 0), (1, 1), (1, 1), (1, 0), (2, 0)]:
        policy.update(arm, reward)
    posteriors = [stats.beta(a, b) for a, b in zip(policy.alpha, policy.beta, strict=True)]
    counts = np.bincount([policy.select(6) for _ in range(20_000)], minlength=3)
    for arm, own in enumerate(posteriors):
        others = [each for i, each in enumerate(posteriors) if i != arm]

        def density(x, own=own, others=others):
            return own.pdf(x) * others[0].cdf(x) * others[1].cdf(x)

        chance = integrate.quad(density, 0, 1)[0]
        error = math.sqrt(chance * (1 - chance) * 20_000)
        assert abs(counts[arm] - 20_000 * chance) < 5 * error
    assert sum(counts) == 20_000


def test_exp3_is_unbiased(bandits):
    # Each estimate is reward / p with probability p: averaged over the draw it is the reward.
    rng = np.random.default_rng(3)
    policy = bandits.Exp3(3, 0.3, rng)
    for _ in range(20):
        arm = policy.select(0)
        policy.update(arm, float(rng.random()))
    p, rewards = policy.probabilities(), np.array([0.2, 0.9, 0.5])
    mean = np.zeros(3)
    for arm in range(3):
        before = policy.log_weights.copy()
        policy.update(arm, float(rewards[arm]))
        mean += p[arm] * (policy.log_weights - before) * policy.n / policy.gamma
        policy.log_weights = before
    np.testing.assert_allclose(mean, rewards, rtol=1e-12)


def test_ucb1_keeps_to_the_bound_of_its_theorem(bandits):
    # Theorem 1 of Auer, Cesa-Bianchi and Fischer (2002).
    means, rounds = [0.9, 0.6, 0.5], 1500
    gaps = np.array([max(means) - mean for mean in means])
    bound = 8 * sum(math.log(rounds) / gap for gap in gaps if gap > 0)
    bound += (1 + math.pi**2 / 3) * gaps.sum()
    total = 0.0
    for seed in range(10):
        own, world = np.random.default_rng([seed, 0]), np.random.default_rng([seed, 1])
        policy, arms = bandits.UCB1(3, own), bandits.BernoulliArms(means)
        history = bandits.simulate(policy, arms, rounds, world)
        total += float(bandits.regret(history, means)[-1])
    assert 0 < total / 10 < bound

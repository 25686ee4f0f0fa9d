"""What runs beside the student's code: histories, scripted partners, draws; all raw data."""

from __future__ import annotations

import contextlib
import copy
import math

import numpy as np

from autograder.checks import probe

# -- A/B tests ---------------------------------------------------------------------------------


@probe
def p_values(impl, experiments):
    """The p-value of each experiment, a row (x1, n1, x2, n2)."""
    return [impl.two_proportion_test(*row)[1] for row in experiments]


@probe
def z_and_size_of_p(impl, *row):
    """z, and the decimal logarithm of p, so that a tiny p and no p at all lie far apart."""
    z, p = impl.two_proportion_test(*row)
    return z, math.log10(p) if p > 0 else -math.inf


# -- playing -----------------------------------------------------------------------------------


class Scripted:
    """A policy and its environment in one: plays as it is told and writes down what happens."""

    def __init__(self, arms, rewards):
        self.arms, self.rewards, self.log = list(arms), list(rewards), []
        self.selects, self.pulls = 0, 0

    def select(self, t):
        self.log.append(("select", int(t)))
        self.selects += 1
        return self.arms[(self.selects - 1) % len(self.arms)]

    def pull(self, arm, rng):
        reward = self.rewards[self.pulls % len(self.rewards)] + float(rng.random())
        self.pulls += 1
        self.log.append(("pull", int(arm), reward))
        return reward

    def update(self, arm, reward):
        self.log.append(("update", int(arm), float(reward)))


@probe
def simulated(impl, arms, rewards, rounds, rng):
    """The history that `simulate` returns, and every call that it made, in order."""
    script = Scripted(arms, rewards)
    history = impl.simulate(script, script, rounds, rng)
    return [(int(arm), float(reward)) for arm, reward in history], script.log


@probe
def simulated_coins(impl, arms, means, rounds, rng):
    """The history of a scripted policy on the module's own Bernoulli arms."""
    history = impl.simulate(Scripted(arms, [0.0]), impl.BernoulliArms(means), rounds, rng)
    return [(int(arm), float(reward)) for arm, reward in history]


# -- policies ----------------------------------------------------------------------------------


def learned(impl, name, settings, history, rng):
    """A policy of this class that has seen the history, pairs (arm, reward)."""
    policy = getattr(impl, name)(rng=rng, **settings)
    for arm, reward in history:
        policy.update(arm, reward)
    return policy


def reading(policy, what, t):
    """What a check wants to see of a policy, as a copy of float64 numbers."""
    if what == "indices":
        return np.array(policy.indices(t), dtype=float)
    if what == "probabilities":
        return np.array(policy.probabilities(), dtype=float)
    return np.array(getattr(policy, what), dtype=float)


@probe
def after_each(impl, name, settings, history, what, rng):
    """What can be read before the first and after each update of the history."""
    policy = learned(impl, name, settings, [], rng)
    readings = [reading(policy, what, 0)]
    for t, (arm, reward) in enumerate(history, start=1):
        policy.update(arm, reward)
        readings.append(reading(policy, what, t))
    return readings


@probe
def after_all(impl, name, settings, history, what, rng):
    """What can be read after the last update of the history."""
    return reading(learned(impl, name, settings, history, rng), what, len(history))


@probe
def after_many(impl, name, settings, arm, reward, times, rng):
    """The probabilities after the same arm has paid the same reward so many times."""
    policy = learned(impl, name, settings, [(arm, reward)] * times, rng)
    return reading(policy, "probabilities", times)


@probe
def arm_counts(impl, name, settings, history, draws, rng):
    """How often each arm was selected in so many draws after the history, without an update."""
    policy = learned(impl, name, settings, history, rng)
    counts = [0] * settings["n"]
    for _ in range(draws):
        counts[policy.select(len(history))] += 1
    return counts


@probe
def arms_seen(impl, name, settings, history, draws, rng):
    """Which arms came in at least one of twenty of so many draws after the history, in order."""
    policy = learned(impl, name, settings, history, rng)
    drawn = [policy.select(len(history)) for _ in range(draws)]
    return sorted(arm for arm in set(drawn) if 20 * drawn.count(arm) >= draws)


@probe
def arms_in_a_row(impl, name, settings, history, draws, rng):
    """So many arms, selected one after the other without an update."""
    policy = learned(impl, name, settings, history, rng)
    return [policy.select(len(history)) for _ in range(draws)]


@probe
def indices_around_select(impl, settings, history, rng):
    """UCB1's indices before three selects and after them."""
    policy, t = learned(impl, "UCB1", settings, history, rng), len(history)
    before = reading(policy, "indices", t)
    for _ in range(3):
        policy.select(t)
    return before, reading(policy, "indices", t)


@probe
def own_way(impl, name, settings, rewards, what, rng):
    """Arms that a policy selects and what can be read of it, when rewards[t][arm] is what it earns.

    A whole life: it selects, learns and is read, round after round.
    """
    policy = getattr(impl, name)(rng=rng, **settings)
    arms, readings = [], []
    for t, row in enumerate(rewards):
        arms.append(policy.select(t))
        policy.update(arms[-1], float(row[arms[-1]]))
        readings.append(reading(policy, what, t + 1))
    return [int(arm) for arm in arms], readings


@probe
def many_lives(impl, name, settings, rewards, rng):
    """The arms of several runs, one row each; rewards has the shape (runs, rounds, arms)."""
    runs = []
    for lines, own in zip(rewards, rng.spawn(len(rewards)), strict=True):
        policy, arms = getattr(impl, name)(rng=own, **settings), []
        for t, row in enumerate(lines.tolist()):
            arms.append(int(policy.select(t)))
            policy.update(arms[-1], row[arms[-1]])
        runs.append(arms)
    return np.array(runs)


@probe
def after_refusal(impl, settings, history, reward, rng):
    """A Thompson policy's alpha and beta after a reward that it has to refuse."""
    policy = learned(impl, "ThompsonBeta", settings, history, rng)
    with contextlib.suppress(ValueError):
        policy.update(0, reward)
    return reading(policy, "alpha", 0), reading(policy, "beta", 0)


@probe
def each_choice(impl, settings, history, rewards, rng):
    """A gradient bandit's probabilities now, and after an update with each arm and its reward."""
    policy = learned(impl, "GradientBandit", settings, history, rng)
    tables = [reading(policy, "probabilities", 0)]
    for arm, reward in enumerate(rewards):
        other = copy.deepcopy(policy)
        other.update(arm, reward)
        tables.append(reading(other, "probabilities", 0))
    return tables

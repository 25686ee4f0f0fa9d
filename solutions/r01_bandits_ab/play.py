"""A bandit's environment, the loop that plays it, and the price of not knowing the best arm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from jaxtyping import Float


class Policy(Protocol):
    """What every bandit algorithm of this module can do."""

    def select(self, t: int) -> int:
        """Choose an arm, when t rounds have been played."""

    def update(self, arm: int, reward: float) -> None:
        """Learn what the chosen arm paid."""


class BernoulliArms:
    """Given to you: arms that pay 1 with probability `means[arm]`, and 0 otherwise."""

    def __init__(self, means: Sequence[float]) -> None:
        self.means = list(means)

    def pull(self, arm: int, rng: np.random.Generator) -> float:
        """The reward of one pull."""
        return float(rng.random() < self.means[arm])


def simulate(
    policy: Policy, env: BernoulliArms, T: int, rng: np.random.Generator
) -> list[tuple[int, float]]:
    """Let `policy` play `env` for T rounds; returns what happened.

    Args:
        policy: has `select(t)` and `update(arm, reward)`. It keeps its own generator.
        env: has `pull(arm, rng)`, which gives a reward.
        T: how many rounds, 0 or more.
        rng: the environment's source of chance, handed to each `pull`.

    Returns:
        The history: one pair (arm, reward) per round, in order.

    Conventions: t counts the rounds that were played *before*: 0 in the first one, T - 1 in the
    last. In each round there is one `select`, one `pull`, and one `update`, in this order.

    Example:
        >>> class Second:
        ...     def select(self, t): return 1
        ...     def update(self, arm, reward): print(f"arm {arm} paid {reward}")
        >>> simulate(Second(), BernoulliArms([0.0, 1.0]), 2, np.random.default_rng(0))
        arm 1 paid 1.0
        arm 1 paid 1.0
        [(1, 1.0), (1, 1.0)]
    """
    # BEGIN SOLUTION
    history = []
    for t in range(T):
        arm = policy.select(t)
        reward = env.pull(arm, rng)
        policy.update(arm, reward)
        history.append((arm, reward))
    return history
    # END SOLUTION
    # BEGIN MISTAKE starts-at-one
    # why: t is then the number of the round, not the number of rounds played, and UCB1 is off
    # hint: How many rounds were played before the first one? Which t does your policy get there?
    # history = []
    # for t in range(1, T + 1):
    #     arm = policy.select(t)
    #     reward = env.pull(arm, rng)
    #     policy.update(arm, reward)
    #     history.append((arm, reward))
    # return history
    # END MISTAKE
    # BEGIN MISTAKE never-updates
    # why: the policy cannot learn from rewards that it is never told
    # hint: Who tells the policy what its arm has paid?
    # history = []
    # for t in range(T):
    #     arm = policy.select(t)
    #     history.append((arm, env.pull(arm, rng)))
    # return history
    # END MISTAKE
    # BEGIN MISTAKE pulls-twice
    # why: the policy learns from one reward and the history holds another
    # hint: In one round, how often does your loop pull? Is the reward in the history the one that
    # hint: the policy was told?
    # history = []
    # for t in range(T):
    #     arm = policy.select(t)
    #     policy.update(arm, env.pull(arm, rng))
    #     history.append((arm, env.pull(arm, rng)))
    # return history
    # END MISTAKE


def regret(
    history: Sequence[tuple[int, float]], means: Sequence[float]
) -> Float[np.ndarray, " rounds"]:
    """Cumulative (pseudo-)regret after each round, from the *expected* rewards of the arms.

        regret[k] = sum over the rounds i = 0, ..., k of (max(means) - means[arm of round i])

    Source: Lattimore and Szepesvari, Bandit Algorithms (2020), section 4.4.

    Args:
        history: pairs (arm, reward), as `simulate` returns them.
        means: the expected reward of each arm.

    Returns:
        A float64 array with one entry per round: the first is the regret of the first round, the
        last is the regret of all. An empty history gives an empty array.

    Conventions: what an arm paid by chance does not matter, only which arm was chosen. The best arm
    is the best of all, whether or not it was ever played.

    Example:
        >>> regret([(0, 1.0), (2, 0.0), (1, 1.0)], [0.5, 0.75, 0.25])
        array([0.25, 0.75, 0.75])
    """
    # BEGIN SOLUTION
    gaps = np.max(means) - np.asarray(means, dtype=float)
    return np.cumsum(gaps[[arm for arm, _ in history]])
    # END SOLUTION
    # BEGIN MISTAKE uses-realized-rewards
    # why: luck is then counted as skill, and the curve can fall
    # hint: Your first pull of a bad arm happens to pay 1. Was choosing it free? Can regret fall?
    # rewards = np.array([reward for _, reward in history], dtype=float)
    # return np.cumsum(np.max(means) - rewards)
    # END MISTAKE
    # BEGIN MISTAKE best-realized-arm
    # why: compares with the best arm that was played, so never finding the best one is free
    # hint: A policy never tries the best arm. What is its regret, by your code and in truth?
    # values = np.asarray(means, dtype=float)
    # arms = np.array([arm for arm, _ in history], dtype=int)
    # return np.cumsum(values[arms].max(initial=0.0) - values[arms])
    # END MISTAKE
    # BEGIN MISTAKE cumulative-off-by-one
    # why: the sum stops before the round itself
    # hint: After one round with an arm that is not the best: is the regret 0?
    # gaps = np.max(means) - np.asarray(means, dtype=float)
    # arms = np.array([arm for arm, _ in history], dtype=int)
    # return np.cumsum(gaps[arms]) - gaps[arms]
    # END MISTAKE
    # BEGIN MISTAKE not-cumulative
    # why: the regret of each round by itself
    # hint: Does your curve ever fall? Should the regret of ten rounds hold that of the first nine?
    # gaps = np.max(means) - np.asarray(means, dtype=float)
    # arms = np.array([arm for arm, _ in history], dtype=int)
    # return gaps[arms]
    # END MISTAKE

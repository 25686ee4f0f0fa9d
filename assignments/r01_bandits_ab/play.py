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
    # TODO: Let `policy` play `env` for T rounds; returns what happened
    raise NotImplementedError(
        "simulate: Let `policy` play `env` for T rounds; returns what happened"
    )


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
    # TODO: Cumulative (pseudo-)regret after each round, from the *expected* rewards of the arms
    raise NotImplementedError(
        "regret: Cumulative (pseudo-)regret after each round, from the *expected* rewards of the "
        "arms"
    )

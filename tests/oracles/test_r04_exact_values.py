"""The reference of r04_td_learning against exact values: linear equations and value iteration."""

from __future__ import annotations

import numpy as np
import pytest

from .references import reference


@pytest.fixture(scope="module")
def learn():
    with reference("r04_td_learning") as package:
        yield package


class Chance:
    """A random Markov decision process; its last state is terminal, and it stops after `limit`."""

    def __init__(self, seed, n_states=5, n_actions=3, limit=None):
        rng = np.random.default_rng(seed)
        self.onward = rng.dirichlet(np.ones(n_states), size=(n_states, n_actions))
        self.rewards = rng.normal(0, 1, size=(n_states, n_actions))
        self.rng, self.limit, self.end = rng, limit, n_states - 1

    def reset(self):
        self.state, self.steps = int(self.rng.integers(self.end)), 0
        return self.state, {}

    def step(self, action):
        reward = float(self.rewards[self.state, action])
        chances = self.onward[self.state, action]
        self.state, self.steps = int(self.rng.choice(len(chances), p=chances)), self.steps + 1
        terminated = self.state == self.end
        return self.state, reward, terminated, not terminated and self.steps == self.limit, {}

    def living(self):
        """Chances of going on to states that are not terminal."""
        onward = self.onward.copy()
        onward[..., self.end] = 0.0
        return onward

    def values(self, policy, gamma):
        under = np.einsum("sa,sat->st", policy, self.living())
        return np.linalg.solve(np.eye(len(policy)) - gamma * under, (policy * self.rewards).sum(1))

    def optimal(self, gamma):
        Q = np.zeros_like(self.rewards)
        for _ in range(2000):
            Q = self.rewards + gamma * self.living() @ Q.max(axis=1)
        return Q


GAMMA = 0.9


@pytest.mark.parametrize("limit", [None, 2])
def test_td0_comes_to_the_solution_of_the_bellman_equations(learn, limit):
    rng, world = np.random.default_rng(1), Chance(7, limit=limit)
    policy = rng.dirichlet(np.ones(3), size=5)
    V = np.array([0.0, 0.0, 0.0, 0.0, 1e6])
    for alpha in (0.1, 0.01, 0.002):
        learn.td0_evaluate(V, world, policy, 3000, alpha, GAMMA, rng)
    np.testing.assert_allclose(V[:-1], world.values(policy, GAMMA)[:-1], atol=0.1)


def test_monte_carlo_of_a_fixed_policy_comes_to_its_action_values(learn):
    # With eps=1 the policy never changes: uniform. Then every return estimates the same values.
    rng, world = np.random.default_rng(2), Chance(8)
    exact = world.rewards + GAMMA * world.living() @ world.values(np.full((5, 3), 1 / 3), GAMMA)
    for first_visit in (True, False):
        Q = learn.mc_control(world, 5, 3, 6000, GAMMA, 1.0, rng, first_visit=first_visit)
        # over ten seeds the standard deviation of an entry was at most 0.055
        np.testing.assert_allclose(Q[:-1], exact[:-1], atol=0.25)
        assert not Q[-1].any()


def _expected_update(learn, Q, world, apply):
    """All outcomes of a pair, each applied to its own copy, weighed by their probabilities."""
    change = np.zeros_like(Q)
    for s in range(world.end):
        for a in range(Q.shape[1]):
            for s2, chance in enumerate(world.onward[s, a]):
                copy = Q.copy()
                apply(copy, s, a, float(world.rewards[s, a]), s2, s2 == world.end)
                change += chance * (copy - Q)
    return change


def test_expected_updates_vanish_at_the_exact_values(learn):
    world = Chance(9)
    policy = np.random.default_rng(3).dirichlet(np.ones(3), size=5)
    q_pi = world.rewards + GAMMA * world.living() @ world.values(policy, GAMMA)
    q_best = world.optimal(GAMMA)
    q_pi[-1] = q_best[-1] = 1e6  # what a terminal row holds must not matter

    def sarsa(Q, s, a, r, s2, terminated):
        start = Q.copy()
        Q[:] = 0.0
        for a2, chance in enumerate(policy[s2]):
            copy = start.copy()
            learn.sarsa_update(copy, s, a, r, s2, a2, terminated, 0.3, GAMMA)
            Q += chance * copy

    def expected_sarsa(Q, s, a, r, s2, terminated):
        learn.expected_sarsa_update(Q, s, a, r, s2, policy, terminated, 0.3, GAMMA)

    def q_learning(Q, s, a, r, s2, terminated):
        learn.q_learning_update(Q, s, a, r, s2, terminated, 0.3, GAMMA, truncated=True)

    def double_q(Q, s, a, r, s2, terminated):
        # Both tables hold the exact values, so either may learn; the changes are added up.
        start, other = Q.copy(), Q.copy()
        rng = np.random.default_rng(s2)
        learn.double_q_update(Q, other, s, a, r, s2, terminated, 0.3, GAMMA, rng)
        Q += other - start

    for exact, update in (
        (q_pi, sarsa),
        (q_pi, expected_sarsa),
        (q_best, q_learning),
        (q_best, double_q),
    ):
        change = _expected_update(learn, exact, world, update)
        np.testing.assert_allclose(change, 0.0, atol=1e-8)


def test_n_step_returns_of_every_length_agree_where_nothing_is_left_to_chance(learn):
    # On a way without chance all n-step returns of the exact values are equal: v of the start.
    rng = np.random.default_rng(4)
    rewards = rng.normal(0, 1, size=9)
    values = np.array([sum(GAMMA**k * r for k, r in enumerate(rewards[t:])) for t in range(10)])
    values[-1] = 1e6
    got = [learn.n_step_return(rewards, values, n, GAMMA, True) for n in (9, 10, 30)]
    got += [learn.n_step_return(rewards, values, n, GAMMA, True) for n in range(1, 9)]
    np.testing.assert_allclose(got, values[0], atol=1e-12)
    cut = learn.n_step_return(rewards[:6], values[:7], 40, GAMMA, False)
    np.testing.assert_allclose(cut, values[0], atol=1e-12)

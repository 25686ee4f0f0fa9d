"""Tests of UCB1, as a course would write them for pytest."""

import numpy as np
from r01_bandits_ab import UCB1


def test_ucb1_worked_example():
    """The three indices of the handout's example.

    Compare with the handout: mean plus bonus. What stands under the root?
    """
    policy = UCB1(n=3, rng=np.random.default_rng(175559171984942))
    for arm, plays, paid in ((0, 12, 6), (1, 5, 2), (2, 3, 1)):
        for play in range(plays):
            policy.update(arm, float(play < paid))
    expected = np.array([1.2066036, 1.4946657, 1.7465406])
    np.testing.assert_allclose(policy.indices(20), expected, rtol=1e-5, atol=1e-6)


def test_ucb1_of_unplayed_arms():
    """An arm that was never played has an infinite index.

    No plays, no division: the index is infinite.
    """
    policy = UCB1(n=3, rng=np.random.default_rng(7161827881075))
    bonus = np.sqrt(2 * np.log(2))
    np.testing.assert_allclose(policy.indices(0), [np.inf, np.inf, np.inf])
    policy.update(1, 0.5)
    np.testing.assert_allclose(policy.indices(1), [np.inf, 0.5, np.inf], rtol=1e-5)
    policy.update(0, 0.0)
    np.testing.assert_allclose(policy.indices(2), [bonus, 0.5 + bonus, np.inf], rtol=1e-5)


def test_ucb1_plays_every_arm_once_first():
    """The first n rounds play each of n arms, though the first one paid best.

    An arm that was never played comes before all others.
    """
    policy = UCB1(n=5, rng=np.random.default_rng(112574536588004))
    arms = []
    for t in range(5):
        arms.append(policy.select(t))
        policy.update(arms[-1], 1.0)
    assert sorted(arms) == [0, 1, 2, 3, 4]


def test_ucb1_select_leaves_the_indices_alone():
    """The indices after three selects are those before.

    select only chooses: counts and means change in update.
    """
    policy = UCB1(n=3, rng=np.random.default_rng(162465423248689))
    for arm, plays, paid in ((0, 12, 6), (1, 5, 2), (2, 3, 1)):
        for play in range(plays):
            policy.update(arm, float(play < paid))
    expected = np.array([1.2066036, 1.4946657, 1.7465406])
    np.testing.assert_allclose(policy.indices(20), expected, rtol=1e-5, atol=1e-6)
    for _ in range(3):
        policy.select(20)
    np.testing.assert_allclose(policy.indices(20), expected, rtol=1e-5, atol=1e-6)


def test_ucb1_shares_ties():
    """Arms of equal index all come, and no other.

    Choose at random among the arms whose index is the greatest.
    """
    policy = UCB1(n=4, rng=np.random.default_rng(209073620066102))
    for arm, reward in ((0, 0.0), (1, 1.0), (2, 0.0), (3, 1.0)):
        policy.update(arm, reward)
    arms = [policy.select(4) for _ in range(60)]
    assert sorted(set(arms)) == [1, 3]

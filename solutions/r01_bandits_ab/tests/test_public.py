"""Public checks: the contract of each task, the handout's worked examples, one property each."""

from __future__ import annotations

import numpy as np

from autograder.checks import expect, task

from .probes import (
    after_all,
    after_each,
    after_many,
    after_refusal,
    arm_counts,
    arms_seen,
    indices_around_select,
    own_way,
    simulated,
    z_and_size_of_p,
)

# -- A/B tests ---------------------------------------------------------------------------------


@task("two_proportion_test")
def test_two_proportions_worked_example(student):
    """The handout's example: z is 2.5."""
    z, p = expect(student.two_proportion_test(33, 225, 92, 400)).unpacks_to(2)
    expect(z, "z").close_to(2.5)
    expect(p, "p").close_to(0.0124193)


@task("two_proportion_test")
def test_two_proportions_of_exchanged_groups(student):
    """When the groups change places, z changes its sign and p stays."""
    z, p = expect(student.two_proportion_test(92, 400, 33, 225)).unpacks_to(2)
    expect(z, "z").close_to(-2.5)
    expect(p, "p").close_to(0.0124193)


@task("two_proportion_test")
def test_two_proportions_where_nobody_converted(student):
    """Where nobody converted there is nothing to see: (0.0, 1.0)."""
    expect(student.two_proportion_test(0, 30, 0, 50)).close_to((0.0, 1.0))


@task("two_proportion_test")
def test_two_proportions_of_a_huge_effect(student):
    """10 % against 40 % of a thousand users each: p is tiny, but it is not 0."""
    z, size = expect(z_and_size_of_p(student, 100, 1000, 400, 1000)).unpacks_to(2)
    expect(z, "z").close_to(15.4919334)
    expect(size, "the decimal logarithm of p").close_to(-53.4052945, rtol=1e-6)


@task("sample_size")
def test_sample_size_worked_example(student):
    """The handout's example: 3841 users per group."""
    expect(student.sample_size(0.10, 0.02)).equal_to(3841)


@task("sample_size")
def test_sample_size_of_other_demands(student):
    """More power or fewer false alarms cost users; a larger effect saves them."""
    expect(student.sample_size(0.10, 0.02, power=0.9)).equal_to(5142)
    expect(student.sample_size(0.10, 0.02, alpha=0.01)).equal_to(5716)
    expect(student.sample_size(0.10, 0.05)).equal_to(686)


# -- playing -----------------------------------------------------------------------------------


@task("simulate")
def test_simulate_calls_in_order(student, rng):
    """Three rounds with a scripted policy: what is called, with what, and the history."""
    source = np.random.default_rng(1)
    draws = [reward + source.random() for reward in (4.0, -2.0, 8.0)]
    result = simulated(student, [2, 0, 1], [4.0, -2.0, 8.0], 3, np.random.default_rng(1))
    history, log = expect(result).unpacks_to(2)
    rounds = list(zip(range(3), [2, 0, 1], draws, strict=True))
    calls = [
        [("select", t), ("pull", arm, reward), ("update", arm, reward)] for t, arm, reward in rounds
    ]
    expect(log, "the calls").equal_to([call for each in calls for call in each])
    expect(history, "the history").equal_to([(arm, reward) for _, arm, reward in rounds])


@task("regret")
def test_regret_worked_example(student):
    """The handout's five rounds."""
    history = [(1, 1.0), (0, 0.0), (2, 1.0), (2, 0.0), (0, 1.0)]
    expected = np.array([0.25, 0.75, 0.75, 0.75, 1.25])
    expect(student.regret(history, [0.25, 0.5, 0.75])).close_to(expected, dtype=np.float64)


@task("regret")
def test_regret_of_an_arm_that_was_never_played(student):
    """The best arm is the best of all, also where it was never played."""
    history = [(0, 1.0), (1, 1.0), (0, 1.0)]
    expect(student.regret(history, [0.25, 0.5, 1.0])).close_to(np.array([0.75, 1.25, 2.0]))


# -- epsilon-greedy ----------------------------------------------------------------------------


@task("EpsilonGreedy")
def test_epsilon_greedy_worked_example(student, rng):
    """The means of the handout's example, after each reward."""
    history = [(1, 4.0), (1, 1.0), (0, 2.0), (1, 1.0)]
    settings = {"n": 3, "eps": 0.1, "initial": 5.0}
    values = after_each(student, "EpsilonGreedy", settings, history, "values", rng)
    expected = [[5, 5, 5], [5, 4, 5], [5, 2.5, 5], [2, 2.5, 5], [2, 2, 5]]
    expect(values, "the values").close_to([np.array(row, dtype=float) for row in expected])


@task("EpsilonGreedy")
def test_epsilon_greedy_explores_every_arm(student, rng):
    """With eps=1 every arm comes, whatever its value."""
    history = [(0, 1.0), (1, 2.0), (2, 0.5)]
    seen = arms_seen(student, "EpsilonGreedy", {"n": 3, "eps": 1.0}, history, 200, rng)
    expect(seen, "the arms that came").equal_to([0, 1, 2])


@task("EpsilonGreedy")
def test_epsilon_greedy_shares_ties(student, rng):
    """With eps=0 every arm of the highest value comes, and no other."""
    history = [(0, 1.0), (1, 3.0), (2, 2.0), (3, 3.0)]
    seen = arms_seen(student, "EpsilonGreedy", {"n": 4, "eps": 0.0}, history, 100, rng)
    expect(seen, "the arms that came").equal_to([1, 3])


@task("EpsilonGreedy")
def test_epsilon_greedy_probabilities_of_the_example(student, rng):
    """The probabilities of the handout's example."""
    history = [(0, 3.0), (1, 8.0), (2, 8.0), (3, -1.0)]
    counts = arm_counts(student, "EpsilonGreedy", {"n": 4, "eps": 0.4}, history, 2000, rng)
    expect(counts).frequencies_close_to([0.1, 0.4, 0.4, 0.1])


# -- UCB1 --------------------------------------------------------------------------------------

TWENTY_PLAYS = [(0, 1.0)] * 6 + [(1, 1.0)] * 2 + [(2, 1.0)] + [(0, 0.0)] * 6 + [(1, 0.0)] * 3
TWENTY_PLAYS += [(2, 0.0)] * 2
"""The handout's history: 12, 5 and 3 plays, of which 6, 2 and 1 paid."""


@task("UCB1")
def test_ucb1_worked_example(student, rng):
    """The three indices of the handout's example."""
    indices = after_all(student, "UCB1", {"n": 3}, TWENTY_PLAYS, "indices", rng)
    expect(indices, "the indices").close_to(np.array([1.2066036, 1.4946657, 1.7465406]))


@task("UCB1")
def test_ucb1_of_unplayed_arms(student, rng):
    """An arm that was never played has an infinite index."""
    indices = after_each(student, "UCB1", {"n": 3}, [(1, 0.5), (0, 0.0)], "indices", rng)
    fresh, bonus = np.inf, np.sqrt(2 * np.log(2))
    expected = [[fresh] * 3, [fresh, 0.5, fresh], [bonus, 0.5 + bonus, fresh]]
    expect(indices, "the indices").close_to([np.array(row) for row in expected])


@task("UCB1")
def test_ucb1_plays_every_arm_once_first(student, rng):
    """The first n rounds play each of n arms, though the first one paid best."""
    result = own_way(student, "UCB1", {"n": 5}, [[1.0] * 5] * 5, "indices", rng)
    arms, _ = expect(result).unpacks_to(2)
    played = expect(arms, "the arms").has_type(list).has_length(5).value
    expect(sorted(played), "the arms, sorted").equal_to([0, 1, 2, 3, 4])


@task("UCB1")
def test_ucb1_select_leaves_the_indices_alone(student, rng):
    """The indices after three selects are those before."""
    result = indices_around_select(student, {"n": 3}, TWENTY_PLAYS, rng)
    expected = np.array([1.2066036, 1.4946657, 1.7465406])
    expect(result, "the indices before and after").close_to((expected, expected))


@task("UCB1")
def test_ucb1_shares_ties(student, rng):
    """Arms of equal index all come, and no other."""
    history = [(0, 0.0), (1, 1.0), (2, 0.0), (3, 1.0)]
    seen = arms_seen(student, "UCB1", {"n": 4}, history, 60, rng)
    expect(seen, "the arms that came").equal_to([1, 3])


# -- Thompson sampling -------------------------------------------------------------------------


@task("ThompsonBeta")
def test_thompson_worked_example(student, rng):
    """The posterior of the handout's example, and the other arm's prior."""
    history, settings = [(1, 1), (1, 0), (1, 1)], {"n": 2, "a": 1.0, "b": 3.0}
    alpha = after_all(student, "ThompsonBeta", settings, history, "alpha", rng)
    beta = after_all(student, "ThompsonBeta", settings, history, "beta", rng)
    expect(alpha, "alpha").close_to(np.array([1.0, 3.0]))
    expect(beta, "beta").close_to(np.array([3.0, 4.0]))


@task("ThompsonBeta")
def test_thompson_draws_every_arm(student, rng):
    """Arms whose posteriors overlap all come; one that has clearly lost does not."""
    history = [(0, 1)] * 15 + [(0, 0)] * 13 + [(1, 1)] * 13 + [(1, 0)] * 15
    history += [(2, 1)] * 50 + [(2, 0)] * 50 + [(3, 0)] * 40
    settings = {"n": 4, "a": 1.0, "b": 1.0}
    seen = arms_seen(student, "ThompsonBeta", settings, history, 400, rng)
    expect(seen, "the arms that came").equal_to([0, 1, 2])


@task("ThompsonBeta")
def test_thompson_refuses_what_it_cannot_count(student, rng):
    """A reward of 0.5 raises ValueError and changes nothing."""
    settings, history = {"n": 2, "a": 2.0, "b": 1.0}, [(0, 1), (1, 0)]
    after = after_refusal(student, settings, history, 0.5, rng)
    expect(after, "alpha and beta").close_to((np.array([3.0, 2.0]), np.array([1.0, 2.0])))
    broken = [*history, (0, 0.5)]
    expect(after_all(student, "ThompsonBeta", settings, broken, "alpha", rng)).raises(ValueError)


# -- Exp3 and the gradient bandit --------------------------------------------------------------


@task("Exp3")
def test_exp3_worked_example(student, rng):
    """The probabilities of the handout's example, after each reward."""
    history = [(1, 1.0), (0, 0.5)]
    p = after_each(student, "Exp3", {"n": 2, "gamma": 0.5}, history, "probabilities", rng)
    expected = [[0.5, 0.5], [0.4387703, 0.5612297], [0.4732141, 0.5267859]]
    expect(p, "the probabilities").close_to([np.array(row) for row in expected])


@task("Exp3")
def test_exp3_draws_by_its_probabilities(student, rng):
    """Arms come as often as the probabilities say."""
    counts = arm_counts(student, "Exp3", {"n": 2, "gamma": 0.5}, [(1, 1.0)], 1000, rng)
    expect(counts).frequencies_close_to([0.43877033, 0.56122967])


@task("Exp3")
def test_exp3_after_many_rewards(student, rng):
    """After thousands of rewards of one arm the probabilities are finite, and right."""
    p = after_many(student, "Exp3", {"n": 3, "gamma": 0.3}, 2, 1.0, 7000, rng)
    expect(p, "the probabilities").close_to(np.array([0.1, 0.1, 0.8]))


@task("GradientBandit")
def test_gradient_bandit_worked_example(student, rng):
    """The probabilities of the handout's example, after each reward."""
    history = [(1, 1.0), (1, 3.0), (0, 4.0)]
    settings = {"n": 2, "step": 0.5}
    p = after_each(student, "GradientBandit", settings, history, "probabilities", rng)
    expected = [[0.5, 0.5], [0.5, 0.5], [0.2689414, 0.7310586], [0.6135163, 0.3864837]]
    expect(p, "the probabilities").close_to([np.array(row) for row in expected])


@task("GradientBandit")
def test_gradient_bandit_draws_by_its_probabilities(student, rng):
    """Arms come as often as the probabilities say."""
    history = [(1, 1.0), (1, 3.0)]
    counts = arm_counts(student, "GradientBandit", {"n": 2, "step": 0.5}, history, 1000, rng)
    expect(counts).frequencies_close_to([0.26894142, 0.73105858])


@task("GradientBandit")
def test_gradient_bandit_of_huge_preferences(student, rng):
    """Rewards in the thousands: the probabilities are finite, and right."""
    history, settings = [(0, 0.0), (2, 4000.0)], {"n": 3, "step": 1.0}
    p = after_all(student, "GradientBandit", settings, history, "probabilities", rng)
    expect(p, "the probabilities").close_to(np.array([0.0, 0.0, 1.0]))

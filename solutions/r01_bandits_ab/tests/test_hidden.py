"""Hidden checks: closed forms, exact posteriors, scripted partners, and chance with a stated bound.

The judge computes what it expects on its own: the chi-square form of the test, weights that are
multiplied, sums over histories, integrals over a grid. So the order of draws is free.
"""

from __future__ import annotations

import math

import numpy as np

from autograder.checks import callback, expect, task

from .probes import (
    Scripted,
    after_all,
    after_each,
    after_refusal,
    arm_counts,
    arms_in_a_row,
    arms_seen,
    each_choice,
    indices_around_select,
    many_lives,
    own_way,
    p_values,
    simulated,
    simulated_coins,
)

# float64 nearly to the last bit: each formula may be written in more than one way.
TIGHT = {"rtol": 1e-9, "atol": 1e-9}


def random_history(rng, n, rounds, rewards=None):
    """So many plays of random arms; rewards are drawn from a list, or any number from 0 to 1."""
    arms = rng.integers(n, size=rounds).tolist()
    paid = rng.random(rounds) if rewards is None else rng.choice(rewards, size=rounds)
    return list(zip(arms, [float(reward) for reward in paid], strict=True))


# -- A/B tests ---------------------------------------------------------------------------------


def chi_square_z(x1, n1, x2, n2):
    """z as the signed root of Pearson's chi-square of the table of conversions."""
    a, b, c, d = x1, n1 - x1, x2, n2 - x2
    chi = (n1 + n2) * (a * d - b * c) ** 2 / (n1 * n2 * (a + c) * (b + d))
    return math.copysign(math.sqrt(chi), c * n1 - a * n2)


def two_tails(z):
    """P(|Z| >= |z|) by Simpson's rule, shifted so that the largest term is 1."""
    size = abs(z)
    x = np.linspace(0.0, 12.0, 20001)
    terms = np.exp(-size * x - x**2 / 2)
    weights = np.full(len(x), 2.0)
    weights[1::2] = 4.0
    weights[[0, -1]] = 1.0
    integral = float((weights * terms).sum()) * (x[1] - x[0]) / 3
    return 2 * math.exp(-(size**2) / 2) / math.sqrt(2 * math.pi) * integral


@task("two_proportion_test")
def test_two_proportions_of_random_groups(student, rng):
    """z and p of groups of unequal sizes, with either group ahead."""
    for _ in range(12):
        n1, n2 = (int(n) for n in rng.integers(20, 900, size=2))
        x1, x2 = int(rng.integers(1, n1)), int(rng.integers(1, n2))
        z, p = expect(student.two_proportion_test(x1, n1, x2, n2)).unpacks_to(2)
        wanted = chi_square_z(x1, n1, x2, n2)
        expect(z, "z").close_to(wanted, **TIGHT)
        expect(p, "p").close_to(two_tails(wanted), rtol=1e-6, atol=1e-14)


@task("two_proportion_test")
def test_two_proportions_of_very_unequal_groups(student, rng):
    """Groups whose sizes differ a hundredfold, where pooled and separate errors lie far apart."""
    for n1, n2 in ((40, 4000), (9000, 70)):
        x1, x2 = int(rng.integers(2, n1 // 5)), int(rng.integers(n2 // 3, n2 - 1))
        wanted = chi_square_z(x1, n1, x2, n2)
        z, p = expect(student.two_proportion_test(x1, n1, x2, n2)).unpacks_to(2)
        expect(z, "z").close_to(wanted, **TIGHT)
        expect(p, "p").close_to(two_tails(wanted), rtol=1e-6, atol=1e-14)


@task("two_proportion_test")
def test_two_proportions_keeps_tiny_p_values(student, rng):
    """p keeps its digits where it is far below 1e-16."""
    for x1, x2 in ((120, 420), (700, 310), (50, 430)):
        more = int(rng.integers(0, 9))
        z, p = expect(student.two_proportion_test(x1, 1000, x2 + more, 1100)).unpacks_to(2)
        wanted = chi_square_z(x1, 1000, x2 + more, 1100)
        expect(z, "z").close_to(wanted, **TIGHT)
        expect(p, "p").close_to(two_tails(wanted), rtol=1e-6, atol=0.0)


@task("two_proportion_test")
def test_two_proportions_without_variance(student):
    """Nobody converted, or everybody did, in groups of unequal sizes."""
    for row in ((0, 7, 0, 31), (7, 7, 31, 31), (1, 1, 1, 1)):
        expect(student.two_proportion_test(*row)).close_to((0.0, 1.0), **TIGHT)


@task("two_proportion_test")
def test_two_proportions_of_equal_groups_are_uniform(student, rng):
    """In A/A tests p-values are uniform: one tenth lies in each tenth of [0, 1].

    A correct test fails with probability 1e-6 (and a little more: counts are whole numbers).
    """
    n1, n2, trials = 20_000, 31_000, 1000
    rows = zip(
        rng.binomial(n1, 0.3, trials).tolist(), rng.binomial(n2, 0.3, trials).tolist(), strict=True
    )
    p = p_values(student, [(x1, n1, x2, n2) for x1, x2 in rows])
    values = np.array([float(each) for each in expect(p, "p-values").has_length(trials).value])
    expect(values, "the p-values").between(0.0, 1.0)
    tenths = np.minimum((values * 10).astype(int), 9)
    expect(np.bincount(tenths, minlength=10), "p-values per tenth").frequencies_close_to([0.1] * 10)


@task("two_proportion_test")
def test_two_proportions_when_one_peeks(student, rng):
    """One look raises as many false alarms as the level says, several looks many more.

    The share for five looks is that of Armitage, McPherson and Rowe (1969), table 2. A correct test
    fails with probability 2e-6 (and a little more: counts are whole numbers).
    """
    trials, looks, users = 800, 5, 2500
    a = rng.binomial(users, 0.4, (trials, looks)).cumsum(axis=1)
    b = rng.binomial(users, 0.4, (trials, looks)).cumsum(axis=1)
    n = users * np.arange(1, looks + 1)
    rows = [
        (int(a[i, k]), int(n[k]), int(b[i, k]), int(n[k]))
        for i in range(trials)
        for k in range(looks)
    ]
    p = expect(p_values(student, rows), "p-values").has_length(trials * looks).value
    alarms = np.array([float(each) for each in p]).reshape(trials, looks) < 0.05
    for share, found in ((0.05, alarms[:, -1]), (0.142, alarms.any(axis=1))):
        counts = [int(found.sum()), int((~found).sum())]
        expect(counts, "false alarms, and none").frequencies_close_to([share, 1 - share])


def quantile(probability):
    """Of the standard normal distribution, by bisection."""
    low, high = -9.0, 9.0
    for _ in range(80):
        middle = (low + high) / 2
        if math.erfc(-middle / math.sqrt(2)) / 2 < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def users_needed(p0, mde, alpha, power):
    """The number of users before it is rounded up, by solving for the power of the test."""
    q, p1 = p0 + mde / 2, p0 + mde
    null, changed = math.sqrt(2 * q * (1 - q)), math.sqrt(p0 + p1 - p0**2 - p1**2)
    root = (quantile(1 - alpha / 2) * null + quantile(power) * changed) / abs(mde)
    return root * root


def clear_demands(rng, count):
    """Random demands whose number of users is clearly above a whole number and below the next."""
    found = []
    while len(found) < count:
        p0, size = rng.uniform(0.04, 0.9), rng.uniform(0.01, 0.06)
        mde = -size if p0 > 0.5 or (rng.random() < 0.3 and p0 > 0.1) else size
        alpha, power = rng.choice([0.01, 0.05, 0.1, 0.2]), rng.uniform(0.55, 0.97)
        demand = tuple(float(each) for each in (p0, mde, alpha, power))
        if 0.02 < users_needed(*demand) % 1 < 0.98:
            found.append(demand)
    return found


@task("sample_size")
def test_sample_size_of_random_demands(student, rng):
    """Rates, effects, levels and powers of all sizes; effects in both directions."""
    for demand in clear_demands(rng, 15):
        expect(student.sample_size(*demand)).equal_to(math.ceil(users_needed(*demand)))


@task("sample_size")
def test_sample_size_rounds_up(student, rng):
    """Small groups, where one user more or less is a difference."""
    done = 0
    while done < 8:
        p0, mde = float(rng.uniform(0.1, 0.3)), float(rng.uniform(0.3, 0.55))
        exact = users_needed(p0, mde, 0.05, 0.8)
        if 0.02 < exact % 1 < 0.98:
            done += 1
            expect(student.sample_size(p0, mde)).equal_to(math.ceil(exact))


@task("sample_size")
def test_sample_size_gives_the_power_that_it_promises(student, rng):
    """Simulated experiments of this size find the change as often as was asked for.

    A correct size fails with probability 2e-6 (and a little more: the formula is for large groups).
    """
    for p0, mde, alpha, power in ((0.2, 0.05, 0.05, 0.8), (0.45, -0.06, 0.1, 0.6)):
        n = expect(student.sample_size(p0, mde, alpha, power)).has_type(int).value
        expect(n, "users per group").between(100, 10_000)
        a, b = rng.binomial(n, p0, 3000) / n, rng.binomial(n, p0 + mde, 3000) / n
        q = (a + b) / 2
        found = np.abs(b - a) / np.sqrt(2 * q * (1 - q) / n) >= quantile(1 - alpha / 2)
        counts = [int(found.sum()), int((~found).sum())]
        expect(counts, "changes found, and missed").frequencies_close_to([power, 1 - power])


@task("sample_size")
def test_sample_size_has_its_defaults(student, rng):
    """Level and power have the defaults of the signature, and both can be named."""
    p0, mde = float(rng.uniform(0.3, 0.4)), -0.07
    for named in ({}, {"alpha": 0.05}, {"power": 0.8, "alpha": 0.05}):
        n = student.sample_size(p0, mde, **named)
        expect(n).between(*(math.ceil(users_needed(p0, mde, 0.05, 0.8) + e) for e in (-1e-6, 1e-6)))


# -- playing -----------------------------------------------------------------------------------


@task("simulate")
def test_simulate_keeps_the_order_of_calls(student, rng):
    """Several rounds, one round, none: every call and the history."""
    for rounds in (9, 1, 0):
        arms, rewards = rng.integers(7, size=5).tolist(), rng.normal(0, 3, size=4).tolist()
        seed = int(rng.integers(1000))
        result = simulated(student, arms, rewards, rounds, np.random.default_rng(seed))
        script, source = Scripted(arms, rewards), np.random.default_rng(seed)
        expected = []
        for t in range(rounds):
            chosen = script.select(t)
            expected.append((chosen, script.pull(chosen, source)))
            script.update(*expected[-1])
        history, log = expect(result).unpacks_to(2)
        expect(log, "the calls").equal_to(script.log)
        expect(history, "the history").equal_to(expected)


@task("simulate")
def test_simulate_plays_as_many_rounds_as_it_may(student, rng):
    """The judge counts: T selects, T pulls, T updates."""
    rounds = 13
    policy = callback(Scripted([1, 2], []), methods=("select", "update"), max_calls=60)
    env = callback(Constant(), methods=("pull",), max_calls=60)
    history = student.simulate(policy, env, rounds, rng)
    expect(history).has_type(list).has_length(rounds)
    counted = [policy.calls_of["select"], env.calls_of["pull"], policy.calls_of["update"]]
    expect(counted, "selects, pulls and updates").equal_to([rounds] * 3)


@task("simulate")
def test_simulate_plays_bernoulli_arms(student, rng):
    """On the given arms the history is what the environment's generator decides, alone."""
    arms, means = rng.integers(3, size=8).tolist(), [0.0, 1.0, 0.5]
    seed = int(rng.integers(1000))
    got = simulated_coins(student, arms, means, 20, np.random.default_rng(seed))
    source, expected = np.random.default_rng(seed), []
    for t in range(20):
        arm = arms[t % len(arms)]
        expected.append((arm, float(source.random() < means[arm])))
    expect(got, "the history").equal_to(expected)


class Constant:
    """An environment that always pays the same."""

    def pull(self, arm, rng):
        return 0.25


@task("regret")
def test_regret_of_random_histories(student, rng):
    """Random arms and rewards that have nothing to do with the means."""
    for n, rounds in ((2, 1), (5, 40), (3, 150)):
        means = rng.normal(-1.0, 2.0, size=n).tolist()
        history = random_history(rng, n, rounds, [-7.0, 0.0, 9.0])
        total, expected = 0.0, []
        for arm, _ in history:
            total += max(means) - means[arm]
            expected.append(total)
        expect(student.regret(history, means)).close_to(np.array(expected), **TIGHT)


@task("regret")
def test_regret_where_the_best_arm_stays_unknown(student, rng):
    """The best arm is never played, or pays worst by chance; all rates may be negative."""
    means = [-4.0, -0.5, -2.0, -3.0]
    history = [(int(arm), float(rng.normal(5, 1))) for arm in rng.choice([0, 2, 3], size=30)]
    history[7] = (2, -50.0)
    gaps = np.array([3.5, 0.0, 1.5, 2.5])[[arm for arm, _ in history]]
    expected = np.array([math.fsum(gaps[: k + 1]) for k in range(30)])
    expect(student.regret(history, means)).close_to(expected, **TIGHT)
    expect(student.regret([(1, -9.0)] * 4, means)).close_to(np.zeros(4), **TIGHT)


@task("regret")
def test_regret_of_nothing(student):
    """An empty history gives an empty float64 array; float64 it is for whole numbers too."""
    expect(student.regret([], np.array([0.5, 0.1]))).has_shape((0,)).has_dtype(np.float64)
    whole = student.regret([(1, 3.0), (2, -2.0), (0, 1.0)], [2, -3, 4])
    expect(whole).close_to(np.array([7.0, 7.0, 9.0]), **TIGHT, dtype=np.float64)


# -- what all policies share -------------------------------------------------------------------


def running_means(history, n, initial=0.0):
    """The mean reward of each arm before the first and after each play."""
    rewards, tables = [[] for _ in range(n)], []
    for arm, reward in [(None, 0.0), *history]:
        if arm is not None:
            rewards[arm].append(reward)
        tables.append(np.array([math.fsum(r) / len(r) if r else initial for r in rewards]))
    return tables


def growth(arms, gaps, first):
    """How regret grows: the slope of log regret over log time, from round `first` on.

    Returns the two ends of a 99.9 % interval, from leaving out one run after the other.
    """
    regret = np.cumsum(gaps[arms], axis=1)
    rounds = np.unique(np.geomspace(first, regret.shape[1], 25).astype(int))
    x = np.log(rounds) - np.log(rounds).mean()
    curves = regret[:, rounds - 1]
    left_out = (curves.sum(axis=0) - curves) / (len(curves) - 1)
    slopes = np.log(np.maximum(left_out, 1e-9)) @ x / (x @ x)
    runs, middle = len(slopes), slopes.mean()
    error = math.sqrt((runs - 1) / runs * float(((slopes - middle) ** 2).sum()))
    return float(middle - 3.3 * error), float(middle + 3.3 * error)


def bernoulli_rewards(rng, means, runs, rounds):
    """What each arm would pay in each round of each run."""
    return (rng.random((runs, rounds, len(means))) < np.array(means)).astype(float)


def many_arms(student, name, settings, means, rounds, rng):
    """The arms of 30 runs on Bernoulli arms."""
    lives = many_lives(student, name, settings, bernoulli_rewards(rng, means, 30, rounds), rng)
    arms = expect(lives, "the arms").has_shape((30, rounds)).between(0, len(means) - 1).value
    return arms.astype(int)


def grown(student, name, settings, means, rounds, first, rng):
    """The interval of a policy's growth over 30 runs."""
    arms = many_arms(student, name, settings, means, rounds, rng)
    return growth(arms, max(means) - np.array(means), first)


def same_again(student, name, settings, history, rng):
    """Generators in equal states must give equal arms."""
    drawn = arms_in_a_row(student, name, settings, history, 25, rng)
    first = expect(drawn).has_type(list).has_length(25).value
    again = arms_in_a_row(student, name, settings, history, 25, rng)
    expect(again, "the arms from an equal generator").equal_to(first)


# -- epsilon-greedy ----------------------------------------------------------------------------


@task("EpsilonGreedy")
def test_epsilon_greedy_means_and_counts(student, rng):
    """Counts and means after each of many rewards, for several initial values."""
    for n, initial in ((2, 0.0), (5, 3.5), (3, -2.0)):
        history = [(arm, 4 * reward - 1) for arm, reward in random_history(rng, n, 30)]
        settings = {"n": n, "eps": 0.2, "initial": initial}
        values = after_each(student, "EpsilonGreedy", settings, history, "values", rng)
        expect(values, "the values").close_to(running_means(history, n, initial), **TIGHT)
        counts = after_all(student, "EpsilonGreedy", settings, history, "counts", rng)
        plays = np.bincount([arm for arm, _ in history], minlength=n).astype(float)
        expect(counts, "the counts").close_to(plays, **TIGHT)


@task("EpsilonGreedy")
def test_epsilon_greedy_prefers_the_mean_to_the_sum(student, rng):
    """An arm that was played often and pays little loses to one that was played once."""
    history = [(2, 1.0)] * 30 + [(0, 3.0)] + [(3, 2.0)] * 5 + [(1, -8.0)] * 40
    arms = arms_in_a_row(student, "EpsilonGreedy", {"n": 4, "eps": 0.0}, history, 20, rng)
    expect(arms, "the arms").equal_to([0] * 20)


@task("EpsilonGreedy")
def test_epsilon_greedy_probabilities(student, rng):
    """The probability of each arm, for several eps, with and without ties.

    A correct policy fails with probability 4e-6 at most.
    """
    for rewards, eps in (
        ([1.0, 4.0, 2.0, -3.0, 0.5], 0.5),
        ([2.0, -1.0, 2.0], 0.15),
        ([-6.0, -5.0, -5.0, -5.0], 0.0),
        ([0.0, 9.0, 1.0, 9.0], 1.0),
    ):
        best = np.array(rewards) == max(rewards)
        probabilities = eps / len(rewards) + (1 - eps) * best / best.sum()
        settings = {"n": len(rewards), "eps": eps}
        counts = arm_counts(student, "EpsilonGreedy", settings, list(enumerate(rewards)), 2500, rng)
        expect(counts).frequencies_close_to(probabilities.tolist())


@task("EpsilonGreedy")
def test_epsilon_greedy_is_optimistic(student, rng):
    """A high initial value makes every arm be tried before one is tried again, without eps."""
    settings = {"n": 6, "eps": 0.0, "initial": 10.0}
    for own in rng.spawn(4):
        rewards = own.random((7, 6)).tolist()
        result = own_way(student, "EpsilonGreedy", settings, rewards, "values", own)
        arms, _ = expect(result).unpacks_to(2)
        played = expect(arms, "the arms").has_type(list).has_length(7).value
        expect(sorted(played[:6]), "the first arms, sorted").equal_to(list(range(6)))


@task("EpsilonGreedy")
def test_epsilon_greedy_at_the_edges(student, rng):
    """A single arm; and at the start without eps every arm is equally likely."""
    lone = arms_in_a_row(student, "EpsilonGreedy", {"n": 1, "eps": 0.7}, [(0, -1.0)], 10, rng)
    expect(lone, "the arms").equal_to([0] * 10)
    counts = arm_counts(student, "EpsilonGreedy", {"n": 3, "eps": 0.0}, [], 1500, rng)
    expect(counts).frequencies_close_to([1 / 3] * 3)


@task("EpsilonGreedy")
def test_epsilon_greedy_takes_chance_from_its_generator(student, rng):
    """Generators in equal states give equal arms."""
    # KEPT: the contract that the given generator is the only source of chance.
    same_again(student, "EpsilonGreedy", {"n": 6, "eps": 0.5}, [(0, 0.0), (4, 0.0)], rng)


@task("EpsilonGreedy")
def test_epsilon_greedy_regret_is_linear(student, rng):
    """Constant eps: exploration never ends, so the log-log slope of regret is near 1."""
    means, rounds = [0.1, 0.9, 0.2], 500
    arms = many_arms(student, "EpsilonGreedy", {"n": 3, "eps": 0.3}, means, rounds, rng)
    low, high = growth(arms, max(means) - np.array(means), 60)
    # Right code, 20 seeds of each of three packages: low from 0.70 on, high from 0.96 to 1.07, six
    # standard deviations and more from these bounds: fails with probability 1e-8 at most.
    expect(high, "upper end of the slope").between(0.8, 1.2)
    expect(low, "lower end of the slope").at_least(0.5)
    # By the middle the best arm is known (but for 3e-7); then right code fails with probability
    # 1e-6. The other arms come in 0.09 to 0.11 of the rounds with right code, in 0 or from 0.14 on
    # with mistakes in the exploration.
    late = np.bincount(arms[:, rounds // 2 :].ravel(), minlength=3)
    expect(late, "arms in the second half").frequencies_close_to([0.1, 0.8, 0.1])


# -- UCB1 --------------------------------------------------------------------------------------


def ucb_indices(history, n, c):
    """The indices before the first and after each play, from the definition."""
    tables = []
    for t in range(len(history) + 1):
        rewards = [[r for a, r in history[:t] if a == arm] for arm in range(n)]
        tables.append(
            np.array(
                [
                    math.fsum(r) / len(r) + math.sqrt(c * math.log(t) / len(r)) if r else math.inf
                    for r in rewards
                ]
            )
        )
    return tables


@task("UCB1")
def test_ucb1_indices_of_fixed_histories(student, rng):
    """The indices after each play, for several numbers of arms and widths."""
    for n, c in ((2, 2.0), (3, 0.25), (5, 7.0), (4, 0.0)):
        history = random_history(rng, n, 40)
        indices = after_each(student, "UCB1", {"n": n, "c": c}, history, "indices", rng)
        expect(indices, "the indices").close_to(ucb_indices(history, n, c), **TIGHT)


@task("UCB1")
def test_ucb1_indices_of_its_own_way(student, rng):
    """Selecting and learning in turns, the indices fit what was played; each play counts once."""
    rewards = rng.random((30, 4))
    result = own_way(student, "UCB1", {"n": 4, "c": 1.5}, rewards.tolist(), "indices", rng)
    arms, readings = expect(result).unpacks_to(2)
    played = expect(arms, "the arms").has_type(list).has_length(30).value
    history = [(arm, float(rewards[t][arm])) for t, arm in enumerate(played)]
    expected = ucb_indices(history, 4, 1.5)
    expect(readings, "the indices").close_to(expected[1:], **TIGHT)
    greedy = [
        int(arm in np.flatnonzero(row >= row.max() - 1e-9))
        for arm, row in zip(played, expected[:-1], strict=True)
    ]
    expect(greedy, "whether the highest index was played").equal_to([1] * 30)


@task("UCB1")
def test_ucb1_select_changes_nothing(student, rng):
    """The indices after a select are those before it."""
    history = [*random_history(rng, 3, 12), (0, 0.1), (1, 0.2), (2, 0.3)]
    before, after = expect(indices_around_select(student, {"n": 3}, history, rng)).unpacks_to(2)
    expected = ucb_indices(history, 3, 2.0)[-1]
    expect(before, "before").close_to(expected, **TIGHT)
    expect(after, "after").close_to(expected, **TIGHT)


@task("UCB1")
def test_ucb1_plays_every_arm_once_in_any_order(student, rng):
    """The first rounds play each arm once; which comes first is left to chance."""
    runs, n = 600, 4
    lives = many_lives(student, "UCB1", {"n": n}, rng.random((runs, n + 1, n)), rng)
    arms = expect(lives, "the arms").has_shape((runs, n + 1)).between(0, n - 1).value
    each = np.sort(arms[:, :n].astype(int), axis=1)
    expect(each, "the first arms, sorted").equal_to(np.tile(np.arange(n), (runs, 1)))
    for place in (0, n - 1):
        counts = np.bincount(arms[:, place].astype(int), minlength=n)
        expect(counts, "arms in one place").frequencies_close_to([1 / n] * n)


@task("UCB1")
def test_ucb1_breaks_ties_at_random(student, rng):
    """Of three arms with one history each comes as often; one with less never comes."""
    history = [(arm, reward) for reward in (1.0, 0.25) for arm in (4, 2, 0)] + [(1, 0.2), (3, 0.4)]
    history += [(1, 0.0), (3, 0.0)]
    counts = arm_counts(student, "UCB1", {"n": 5, "c": 0.5}, history, 900, rng)
    expect(counts).frequencies_close_to([1 / 3, 0.0, 1 / 3, 0.0, 1 / 3])


@task("UCB1")
def test_ucb1_takes_chance_from_its_generator(student, rng):
    """Generators in equal states give equal arms."""
    # KEPT: the contract that the given generator is the only source of chance.
    same_again(student, "UCB1", {"n": 7}, [(2, 1.0)], rng)


@task("UCB1")
def test_ucb1_regret_is_logarithmic(student, rng):
    """Regret grows far slower than time: over many runs its log-log slope stays well below 1."""
    _, high = grown(student, "UCB1", {"n": 3, "c": 0.5}, [0.1, 0.9, 0.2], 500, 60, rng)
    # Right code, 20 seeds of each of three packages: at most 0.42, and 0.6 is six standard
    # deviations away: fails with probability 1e-8 at most. The mistakes that it notices: from 1.07.
    expect(high, "upper end of the slope").at_most(0.6)


# -- Thompson sampling -------------------------------------------------------------------------


def winning_chances(alpha, beta):
    """The probability of each arm to have the largest of independent Beta draws, on a grid."""
    x = (np.arange(20_000) + 0.5) / 20_000
    logs = [(a - 1) * np.log(x) + (b - 1) * np.log1p(-x) for a, b in zip(alpha, beta, strict=True)]
    densities = [np.exp(each - each.max()) for each in logs]
    densities = [each / each.sum() for each in densities]
    below = [each.cumsum() - each / 2 for each in densities]
    chances = [
        float((own * np.prod([b for j, b in enumerate(below) if j != i], axis=0)).sum())
        for i, own in enumerate(densities)
    ]
    return [chance / sum(chances) for chance in chances]


@task("ThompsonBeta")
def test_thompson_counts_exactly(student, rng):
    """The posterior after each of many rewards, for several priors."""
    for n, a, b in ((2, 1.0, 1.0), (4, 0.5, 3.0), (3, 20.0, 2.5)):
        history = random_history(rng, n, 40, [0.0, 1.0])
        settings = {"n": n, "a": a, "b": b}
        for what, start, kind in (("alpha", a, 1.0), ("beta", b, 0.0)):
            seen = [
                np.bincount([arm for arm, reward in history[:t] if reward == kind], minlength=n)
                + start
                for t in range(len(history) + 1)
            ]
            got = after_each(student, "ThompsonBeta", settings, history, what, rng)
            expect(got, what).close_to(seen, **TIGHT)


@task("ThompsonBeta")
def test_thompson_probability_of_each_arm(student, rng):
    """Each arm comes as often as it is likely to be the best by its posterior.

    A correct policy fails with probability 4e-6 at most.
    """
    for counts, (a, b) in (
        ([(3, 2), (2, 3)], (1.0, 1.0)),
        ([(4, 3), (40, 39), (3, 4)], (1.0, 2.0)),
        ([(0, 0), (9, 1), (5, 5), (2, 0)], (2.0, 1.5)),
        ([(0, 0), (0, 6), (0, 0)], (1.0, 6.0)),
    ):
        history = [(arm, 1) for arm, (ones, _) in enumerate(counts) for _ in range(ones)]
        history += [(arm, 0) for arm, (_, zeros) in enumerate(counts) for _ in range(zeros)]
        settings = {"n": len(counts), "a": a, "b": b}
        drawn = arm_counts(student, "ThompsonBeta", settings, history, 2500, rng)
        chances = winning_chances([a + ones for ones, _ in counts], [b + z for _, z in counts])
        expect(drawn).frequencies_close_to(chances)


@task("ThompsonBeta")
def test_thompson_keeps_trying_what_is_uncertain(student, rng):
    """An arm of lower mean that was hardly played still comes; a sure loser does not."""
    history = (
        [(0, 1)] * 60 + [(0, 0)] * 40 + [(1, 0), (1, 1), (1, 0)] + [(2, 1)] * 5 + [(2, 0)] * 90
    )
    settings = {"n": 3, "a": 1.0, "b": 1.0}
    seen = arms_seen(student, "ThompsonBeta", settings, history, 400, rng)
    # Arm 1 wins 0.186 of the draws, and 0.05 are asked for; arm 2 wins 3e-18 of them: right code
    # fails with probability 1e-15 at most. The mistakes that it notices give arm 1 at most 0.03, or
    # arm 2 its share.
    expect(seen, "the arms that came").equal_to([0, 1])


@task("ThompsonBeta")
def test_thompson_refuses_other_rewards(student, rng):
    """Rewards that are neither 0 nor 1 raise ValueError and change nothing."""
    settings, history = {"n": 3, "a": 1.0, "b": 2.0}, [(0, 1), (0, 0), (2, 1)]
    for reward in (0.3, 7.0, -1.0, 2):
        after = after_refusal(student, settings, history, reward, rng)
        wanted = (np.array([2.0, 1.0, 2.0]), np.array([3.0, 2.0, 2.0]))
        expect(after, "alpha and beta").close_to(wanted, **TIGHT)
        broken = [*history, (0, reward)]
        expect(after_all(student, "ThompsonBeta", settings, broken, "beta", rng)).raises(ValueError)


@task("ThompsonBeta")
def test_thompson_takes_any_zero_and_one(student, rng):
    """Zeros and ones of every type are rewards: whole, decimal, bool, numpy's."""
    rewards = [0, 1.0, True, False, np.int64(1), np.float64(0.0), 0.0, 1]
    history, settings = [(1, reward) for reward in rewards], {"n": 2, "a": 0.5, "b": 0.25}
    alpha = after_all(student, "ThompsonBeta", settings, history, "alpha", rng)
    beta = after_all(student, "ThompsonBeta", settings, history, "beta", rng)
    expect(alpha, "alpha").close_to(np.array([0.5, 4.5]), **TIGHT)
    expect(beta, "beta").close_to(np.array([0.25, 4.25]), **TIGHT)


@task("ThompsonBeta")
def test_thompson_takes_chance_from_its_generator(student, rng):
    """Generators in equal states give equal arms."""
    # KEPT: the contract that the given generator is the only source of chance.
    same_again(student, "ThompsonBeta", {"n": 5, "a": 1.0, "b": 1.0}, [(2, 1)], rng)


@task("ThompsonBeta")
def test_thompson_regret_is_logarithmic(student, rng):
    """Regret grows far slower than time: over many runs its log-log slope stays well below 1."""
    settings = {"n": 3, "a": 1.0, "b": 1.0}
    _, high = grown(student, "ThompsonBeta", settings, [0.1, 0.9, 0.2], 400, 50, rng)
    # Right code, 20 seeds of each of three packages: at most 0.33, and 0.6 is six standard
    # deviations away: fails with probability 1e-8 at most. The mistakes that it notices: from 1.01.
    expect(high, "upper end of the slope").at_most(0.6)


# -- Exp3 --------------------------------------------------------------------------------------


def exp3_probabilities(history, n, gamma):
    """Before the first and after each play, with weights that are multiplied."""
    weights, tables = [1.0] * n, []
    for arm, reward in [*history, (0, 0.0)]:
        p = [(1 - gamma) * w / math.fsum(weights) + gamma / n for w in weights]
        tables.append(np.array(p))
        weights[arm] *= math.exp(gamma * reward / p[arm] / n)
        weights = [w / max(weights) for w in weights]
    return tables


@task("Exp3")
def test_exp3_probabilities_of_fixed_histories(student, rng):
    """The probabilities after each reward, for several numbers of arms and shares."""
    for n, gamma in ((2, 0.1), (5, 0.4), (3, 1.0), (4, 0.75)):
        history = random_history(rng, n, 40)
        settings = {"n": n, "gamma": gamma}
        p = after_each(student, "Exp3", settings, history, "probabilities", rng)
        expect(p, "the probabilities").close_to(exp3_probabilities(history, n, gamma), **TIGHT)


@task("Exp3")
def test_exp3_stays_finite(student, rng):
    """After thousands of rewards the probabilities are right, and the other arms explored."""
    history = [(1, 1.0)] * 6000 + [(0, 0.5)] * 2 + [(2, 1.0)]
    settings = {"n": 3, "gamma": 0.6}
    p = after_all(student, "Exp3", settings, history, "probabilities", rng)
    expect(p, "the probabilities").is_finite().close_to(np.array([0.2, 0.6, 0.2]), **TIGHT)


@task("Exp3")
def test_exp3_draws_as_its_probabilities_say(student, rng):
    """Each arm comes as often as the formula says, after a history."""
    history = random_history(rng, 4, 25)
    counts = arm_counts(student, "Exp3", {"n": 4, "gamma": 0.3}, history, 2000, rng)
    expect(counts).frequencies_close_to(exp3_probabilities(history, 4, 0.3)[-1].tolist())


@task("Exp3")
def test_exp3_follows_an_adversary(student, rng):
    """The best arm changes; over several runs the mean regret stays within the theorem's bound."""
    rounds, runs = 300, 12
    rewards = np.zeros((runs, rounds, 2))
    rewards[:, :60, 0] = 1.0
    rewards[:, 60:, 1] = 1.0
    gamma = min(1.0, math.sqrt(2 * math.log(2) / ((math.e - 1) * 240)))
    lives = many_lives(student, "Exp3", {"n": 2, "gamma": gamma}, rewards, rng)
    arms = expect(lives, "the arms").has_shape((runs, rounds)).between(0, 1).value.astype(int)
    earned = np.take_along_axis(rewards, arms[..., None], axis=2).sum(axis=(1, 2)).mean()
    bound = 2.63 * math.sqrt(240 * 2 * math.log(2))
    # Right code, 20 seeds of each of three packages: at most 37, the bound is 48, and one standard
    # deviation 3.6: fails with probability 1e-7 at most. The mistakes that it notices: from 58 on.
    expect(240 - float(earned), "the mean regret").at_most(bound)


@task("Exp3")
def test_exp3_takes_chance_from_its_generator(student, rng):
    """Generators in equal states give equal arms."""
    # KEPT: the contract that the given generator is the only source of chance.
    same_again(student, "Exp3", {"n": 5, "gamma": 0.5}, [(2, 1.0)], rng)


# -- the gradient bandit -----------------------------------------------------------------------


def gradient_probabilities(history, n, step):
    """Before the first and after each play, from the definition."""
    h, tables = np.zeros(n), []
    for t, (arm, reward) in enumerate([*history, (0, 0.0)]):
        p = np.exp(h - h.max()) / np.exp(h - h.max()).sum()
        tables.append(p)
        earlier = [r for _, r in history[:t]]
        baseline = math.fsum(earlier) / t if t else reward
        h = h + step * (reward - baseline) * (np.eye(n)[arm] - p)
    return tables


@task("GradientBandit")
def test_gradient_bandit_of_fixed_histories(student, rng):
    """The probabilities after each reward, for several numbers of arms and steps."""
    for n, step, shift in ((2, 0.1, 0.0), (5, 0.4, 6.0), (3, 1.5, -2.0)):
        history = [(arm, 3 * reward + shift) for arm, reward in random_history(rng, n, 35)]
        settings = {"n": n, "step": step}
        p = after_each(student, "GradientBandit", settings, history, "probabilities", rng)
        expected = gradient_probabilities(history, n, step)
        expect(p, "the probabilities").close_to(expected, rtol=1e-8, atol=1e-9)


@task("GradientBandit")
def test_gradient_bandit_does_not_see_a_constant(student, rng):
    """The same number added to all rewards changes nothing."""
    history = random_history(rng, 3, 20)
    expected = gradient_probabilities(history, 3, 0.7)
    for constant in (0.0, 1000.0):
        shifted = [(arm, reward + constant) for arm, reward in history]
        settings = {"n": 3, "step": 0.7}
        p = after_each(student, "GradientBandit", settings, shifted, "probabilities", rng)
        expect(p, "the probabilities").close_to(expected, rtol=1e-7, atol=1e-8)


@task("GradientBandit")
def test_gradient_bandit_climbs_the_gradient(student, rng):
    """Averaged over the arms, an update is the gradient of the expected reward."""
    n, step = 4, 0.3
    history, means = random_history(rng, n, 15), rng.normal(1.0, 2.0, size=n)
    tables = each_choice(student, {"n": n, "step": step}, history, means.tolist(), rng)
    parts = expect(tables, "probabilities").unpacks_to(n + 1)
    now, *after = [expect(each).has_shape((n,)).between(1e-9, 1.0).value for each in parts]
    logs = [np.log(each) - np.log(each).mean() for each in (now, *after)]
    mean_change = sum(p * (each - logs[0]) for p, each in zip(now, logs[1:], strict=True))
    gradient = step * now * (means - now @ means)
    expect(mean_change, "the mean change").close_to(
        gradient - gradient.mean(), rtol=1e-7, atol=1e-9
    )


@task("GradientBandit")
def test_gradient_bandit_of_large_rewards(student, rng):
    """Rewards in the thousands: the probabilities stay finite and say which arm is best."""
    history = [(1, 0.0), (2, 9000.0), (0, -8000.0), (2, 7000.0)]
    settings = {"n": 3, "step": 1.0}
    p = after_each(student, "GradientBandit", settings, history, "probabilities", rng)
    expect(p, "the probabilities").close_to(gradient_probabilities(history, 3, 1.0), **TIGHT)


@task("GradientBandit")
def test_gradient_bandit_draws_as_its_probabilities_say(student, rng):
    """Each arm comes as often as the formula says, after a history."""
    history = random_history(rng, 4, 25)
    settings = {"n": 4, "step": 0.9}
    counts = arm_counts(student, "GradientBandit", settings, history, 2000, rng)
    expect(counts).frequencies_close_to(gradient_probabilities(history, 4, 0.9)[-1].tolist())
    same_again(student, "GradientBandit", settings, history, rng)

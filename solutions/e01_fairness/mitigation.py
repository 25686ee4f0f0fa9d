"""Three ways to intervene: weigh the data, move the thresholds, and ask "what if"."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence

import numpy as np

from .groups import members

STEPS = 16
"""group_thresholds tries the targets 0, 1/16, 2/16, ..., 1: numbers that floats hold exactly."""


def reweighing(y: Sequence[int], g: Sequence[Hashable]) -> np.ndarray:
    """A weight per person that makes the label independent of the group.

        w = P(group) P(y) / P(group, y)      shares of all people, for the own group and y

    Source: Kamiran and Calders, Data Preprocessing Techniques for Classification without
    Discrimination (2012).

    Args:
        y: the label, 0 or 1.
        g: the group of each person, any number of groups.

    Returns:
        A float64 array with one weight per person. Where every group has both labels, the weighted
        share of y = 1 is the same in all groups, and each group keeps its total weight.

    Conventions: the formula holds for everybody who is there. A group without positives keeps
    none: nobody is there to be weighed.

    Example:
        >>> reweighing([1, 1, 0, 1, 0, 0], ["a", "a", "a", "b", "b", "b"])
        array([0.75, 0.75, 1.5 , 1.5 , 0.75, 0.75])
    """
    # BEGIN SOLUTION
    y = np.asarray(y)
    weights = np.empty(len(y))
    for inside in members(g).values():
        for label in (0, 1):
            cell = inside & (y == label)
            if cell.any():
                weights[cell] = inside.mean() * (y == label).mean() / cell.mean()
    return weights
    # END SOLUTION
    # BEGIN MISTAKE joint-product-inverted
    # why: P(group, y) / (P(group) P(y)) makes the frequent cells heavier still
    # hint: Positives are rare in group b. Should each of them weigh more than 1 or less, so that
    # hint: they catch up?
    # y = np.asarray(y) == 1
    # weights = np.empty(len(y))
    # for inside in members(g).values():
    #     for label in (y, ~y):
    #         cell = inside & label
    #         weights[cell] = cell.mean() / (inside.mean() * max(label.mean(), 1e-12))
    # return weights
    # END MISTAKE
    # BEGIN MISTAKE weights-by-group-only
    # why: gives every group the same total, but inside a group nothing changes
    # hint: Compute the weighted share of y = 1 in each group. Are the shares equal?
    # weights = np.empty(len(y))
    # groups = members(g)
    # for inside in groups.values():
    #     weights[inside] = 1 / (len(groups) * inside.mean())
    # return weights
    # END MISTAKE
    # BEGIN MISTAKE half-and-half
    # why: gives every cell the same total weight; labels and groups are independent, but how
    # why: common each of them is has been changed too
    # hint: How large is the total weight of a group that is a tenth of the data? How large was it?
    # y = np.asarray(y) == 1
    # weights = np.empty(len(y))
    # cells = [inside & label for inside in members(g).values() for label in (y, ~y)]
    # cells = [cell for cell in cells if cell.any()]
    # for cell in cells:
    #     weights[cell] = 1 / (len(cells) * cell.mean())
    # return weights
    # END MISTAKE


def group_thresholds(
    scores: Sequence[float],
    y: Sequence[int],
    g: Sequence[Hashable],
    constraint: str,
    train: Sequence[bool] | None = None,
) -> dict[Hashable, float]:
    """A threshold per group that equalizes a rate between the groups and is right most often.

    A person is selected where score >= threshold of the group. The rate is, in each group,

        "demographic_parity"   the share selected of all
        "equal_opportunity"    the share selected of those with y = 1     (the tpr)

    For each target t = 0, 1/16, 2/16, ..., 1, the same in all groups, a group's threshold is the
    highest of its own scores at which its rate is at least t. For t = 0 it is inf: nobody. Of the
    17 sets of thresholds take the one with the most right decisions (selected, and y = 1; not
    selected, and y = 0), counted over all groups together.

    Source: Hardt, Price and Srebro, Equality of Opportunity in Supervised Learning (2016), without
    their randomization.

    Args:
        scores: a number per person, more is better. Scores may be tied.
        y: what came true, 0 or 1.
        g: the group of each person, any number of groups.
        constraint: which rate to equalize, one of the two above.
        train: True for the people whose rows may be used. The others are the test: neither their
            scores nor their y may change the answer. None: all are for training.

    Returns:
        label -> threshold, for every group of the training rows.

    Conventions: "highest of its own scores" means of all its training rows for the first
    constraint, and of those with y = 1 for the second. Of two targets with equally many right
    decisions the smaller is taken. A group without positives has no tpr: under "equal_opportunity"
    its threshold is nan, and its rows do not count as right or wrong. Any other constraint is a
    ValueError.

    Example:
        >>> scores, y, g = [1, 2, 3, 4, 5, 6], [0, 0, 1, 0, 1, 1], list("aaabbb")
        >>> group_thresholds(scores, y, g, "equal_opportunity")
        {'a': 3.0, 'b': 5.0}
    """
    # BEGIN SOLUTION
    if constraint not in ("demographic_parity", "equal_opportunity"):
        raise ValueError(f"no constraint is called {constraint!r}")
    rows = np.ones(len(y), dtype=bool) if train is None else np.asarray(train)
    scores, y = np.asarray(scores)[rows], (np.asarray(y) == 1)[rows]
    groups = members(np.asarray(g)[rows])
    pools = {}
    for group, inside in groups.items():
        eligible = inside if constraint == "demographic_parity" else inside & y
        pools[group] = np.sort(scores[eligible])[::-1]
    choices = []
    for step in range(STEPS + 1):
        # EQUIVALENT off-by-one: from where one counts is the same for all targets
        thresholds, right = {}, 0
        for group, pool in pools.items():
            if len(pool) == 0:
                thresholds[group] = math.nan
                continue
            needed = -(-step * len(pool) // STEPS)
            thresholds[group] = float(pool[needed - 1]) if needed else math.inf
            inside = groups[group]
            right += int(((scores[inside] >= thresholds[group]) == y[inside]).sum())
        choices.append((right, thresholds))
    return max(choices, key=lambda choice: choice[0])[1]
    # END SOLUTION
    # BEGIN MISTAKE thresholds-on-test
    # why: chosen with the rows on which they are judged, the thresholds look better than they are
    # hint: Change a score where train is False. May your thresholds move?
    # if constraint not in ("demographic_parity", "equal_opportunity"):
    #     raise ValueError(f"no constraint is called {constraint!r}")
    # scores, y = np.asarray(scores, dtype=float), np.asarray(y) == 1
    # groups = members(g)
    # pools = {}
    # for group, inside in groups.items():
    #     eligible = inside if constraint == "demographic_parity" else inside & y
    #     pools[group] = np.sort(scores[eligible])[::-1]
    # best, most_right = {}, -1
    # for step in range(STEPS + 1):
    #     thresholds, right = {}, 0
    #     for group, pool in pools.items():
    #         if len(pool) == 0:
    #             thresholds[group] = math.nan
    #             continue
    #         needed = -(-step * len(pool) // STEPS)
    #         thresholds[group] = float(pool[needed - 1]) if needed else math.inf
    #         inside = groups[group]
    #         right += int(((scores[inside] >= thresholds[group]) == y[inside]).sum())
    #     if right > most_right:
    #         best, most_right = thresholds, right
    # return best
    # END MISTAKE
    # BEGIN MISTAKE one-threshold-for-all
    # why: the same threshold gives different rates where the scores are distributed differently
    # hint: Compute the rate that the constraint names in each group. Are they nearly equal?
    # if constraint not in ("demographic_parity", "equal_opportunity"):
    #     raise ValueError(f"no constraint is called {constraint!r}")
    # rows = np.ones(len(y), dtype=bool) if train is None else np.asarray(train, dtype=bool)
    # scores, y = np.asarray(scores, dtype=float)[rows], (np.asarray(y) == 1)[rows]
    # groups = members(np.asarray(g)[rows])
    # best, most_right = math.inf, -1
    # for threshold in [math.inf, *np.unique(scores)[::-1].tolist()]:
    #     right = int(((scores >= threshold) == y).sum())
    #     if right > most_right:
    #         best, most_right = threshold, right
    # return {group: best for group in groups}
    # END MISTAKE
    # BEGIN MISTAKE each-group-its-best
    # why: the most right decisions in each group alone; nothing then equalizes their rates
    # hint: Which rate is equal between your groups? Where does the constraint stand in your code?
    # if constraint not in ("demographic_parity", "equal_opportunity"):
    #     raise ValueError(f"no constraint is called {constraint!r}")
    # rows = np.ones(len(y), dtype=bool) if train is None else np.asarray(train, dtype=bool)
    # scores, y = np.asarray(scores, dtype=float)[rows], (np.asarray(y) == 1)[rows]
    # found = {}
    # for group, inside in members(np.asarray(g)[rows]).items():
    #     most_right = -1
    #     for threshold in [math.inf, *np.unique(scores[inside])[::-1].tolist()]:
    #         right = int(((scores[inside] >= threshold) == y[inside]).sum())
    #         if right > most_right:
    #             found[group], most_right = threshold, right
    # return found
    # END MISTAKE
    # BEGIN MISTAKE opportunity-of-all
    # why: counts the selected among all, so both constraints are demographic parity
    # hint: Under equal opportunity, whose scores decide how many must be selected?
    # if constraint not in ("demographic_parity", "equal_opportunity"):
    #     raise ValueError(f"no constraint is called {constraint!r}")
    # rows = np.ones(len(y), dtype=bool) if train is None else np.asarray(train, dtype=bool)
    # scores, y = np.asarray(scores, dtype=float)[rows], (np.asarray(y) == 1)[rows]
    # groups = members(np.asarray(g)[rows])
    # pools = {group: np.sort(scores[inside])[::-1] for group, inside in groups.items()}
    # best, most_right = {}, -1
    # for step in range(STEPS + 1):
    #     thresholds, right = {}, 0
    #     for group, pool in pools.items():
    #         needed = -(-step * len(pool) // STEPS)
    #         thresholds[group] = float(pool[needed - 1]) if needed else math.inf
    #         inside = groups[group]
    #         right += int(((scores[inside] >= thresholds[group]) == y[inside]).sum())
    #     if right > most_right:
    #         best, most_right = thresholds, right
    # return best
    # END MISTAKE


def counterfactual_flip(
    model: Callable[[np.ndarray], np.ndarray], X: np.ndarray, col: int
) -> np.ndarray:
    """What the model would say of each person if a 0/1 attribute were the other one.

        effect = model(flipped X) - model(X)

    Flipped is column `col` (0 becomes 1, 1 becomes 0) **and every copy of it**: a column that
    equals it in all rows, or equals 1 - it in all rows (`woman` beside `man`), says the same under
    another name.

    Source: a flip test, in the sense of Black, Yeom and Fredrikson, FlipTest (2020), in its
    simplest form; Kusner and others, Counterfactual Fairness (2017), for why it is not enough.

    Args:
        model: takes an array (n, d) and returns an array (n,) of floats, ints or bools.
        X: the people, shape (n, d), n at least 1.
        col: the index of the attribute's column, which has only 0 and 1.

    Returns:
        A float array (n,), also where the model answers in ints, or in bools (True counts as 1).
        0 where the attribute, by itself, does not matter.

    Conventions: X itself stays as it is. Columns that are merely correlated with the attribute are
    not flipped: that is what a flip test cannot see.

    Example:
        >>> X = np.array([[0.0, 5.0], [1.0, 5.0]])
        >>> counterfactual_flip(lambda X: 2 * X[:, 0] + X[:, 1], X, 0)
        array([ 2., -2.])
    """
    # BEGIN SOLUTION
    attribute = X[:, [col]]
    copies = (attribute == X).all(axis=0) | (1 - attribute == X).all(axis=0)
    flipped = np.where(copies, 1 - X, X)
    return np.subtract(model(flipped), model(X), dtype=float)
    # END SOLUTION
    # BEGIN MISTAKE proxy-left
    # why: a copy of the attribute keeps the old value, and a model that reads the copy looks fair
    # hint: The model may read column `man` where you flipped `woman`. Did both change?
    # flipped = X.copy()
    # flipped[:, col] = 1 - flipped[:, col]
    # return np.asarray(model(flipped), dtype=float) - np.asarray(model(X.copy()), dtype=float)
    # END MISTAKE
    # BEGIN MISTAKE actual-minus-flipped
    # why: the sign then says what the attribute gave, not what its change would give
    # hint: Being 1 adds two points. What should be the effect for a person who is 0: 2 or -2?
    # attribute = X[:, [col]]
    # copies = (attribute == X).all(axis=0) | (1 - attribute == X).all(axis=0)
    # flipped = np.where(copies, 1 - X, X)
    # return np.asarray(model(X.copy()), dtype=float) - np.asarray(model(flipped), dtype=float)
    # END MISTAKE
    # BEGIN MISTAKE set-to-one
    # why: those who are 1 already are not flipped at all
    # hint: What does your function answer for a person whose attribute is 1?
    # attribute = X[:, [col]]
    # same, other = (attribute == X).all(axis=0), (1 - attribute == X).all(axis=0)
    # flipped = np.where(same, 1.0, np.where(other, 0.0, X))
    # return np.asarray(model(flipped), dtype=float) - np.asarray(model(X.copy()), dtype=float)
    # END MISTAKE
    # BEGIN MISTAKE flips-the-data
    # why: works in the caller's own array, which is then no longer what was measured
    # hint: Print X before and after the call.
    # before = np.array(model(X), dtype=float)
    # attribute = X[:, [col]].copy()
    # copies = (attribute == X).all(axis=0) | (1 - attribute == X).all(axis=0)
    # X[:, copies] = 1 - X[:, copies]
    # return np.asarray(model(X), dtype=float) - before
    # END MISTAKE

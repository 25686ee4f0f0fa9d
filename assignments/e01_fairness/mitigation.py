"""Three ways to intervene: weigh the data, move the thresholds, and ask "what if"."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np

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
    # TODO: A weight per person that makes the label independent of the group
    raise NotImplementedError(
        "reweighing: A weight per person that makes the label independent of the group"
    )


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
    # TODO: A threshold per group that equalizes a rate between the groups and is right most often
    raise NotImplementedError(
        "group_thresholds: A threshold per group that equalizes a rate between the groups and is "
        "right most often"
    )


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
    # TODO: What the model would say of each person if a 0/1 attribute were the other one
    raise NotImplementedError(
        "counterfactual_flip: What the model would say of each person if a 0/1 attribute were the "
        "other one"
    )

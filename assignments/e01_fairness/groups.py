"""The rates of a classifier, group by group: every fairness metric compares some of them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np


def members(g: Sequence[Hashable]) -> dict[Hashable, np.ndarray]:
    """Of each group its rows as a boolean array, groups in the order in which they appear.

    Given, and free to use. The keys are the labels themselves, a Python str or int.

        >>> members(["b", "a", "b"])
        {'b': array([ True, False,  True]), 'a': array([False,  True, False])}
    """
    labels = np.asarray(g)
    return {label: labels == label for label in dict.fromkeys(labels.tolist())}


def group_rates(
    y: Sequence[int], yhat: Sequence[int], g: Sequence[Hashable]
) -> dict[Hashable, dict[str, float]]:
    """Five numbers per group: its size, and how the decisions turned out for it.

        n          people
        selection  share with yhat = 1
        tpr        share with yhat = 1 among those with y = 1     (true positive rate)
        fpr        share with yhat = 1 among those with y = 0     (false positive rate)
        ppv        share with y = 1 among those with yhat = 1     (positive predictive value)

    Source: Barocas, Hardt and Narayanan, Fairness and Machine Learning (2023), chapter 3.

    Args:
        y: what came true, 0 or 1 (or bools). A list or an array, as all arguments here.
        yhat: what was decided, 0 or 1, as many.
        g: the group of each person: strings or ints, in any order, any number of groups.

    Returns:
        label -> {"n": int, "selection": float, "tpr": float, "fpr": float, "ppv": float}. The keys
        are the labels of `g` themselves. Their order does not matter.

    Conventions: a share of nobody is nan, never 0 and never an error: the tpr of a group without
    positives, the fpr of one without negatives, the ppv where nobody was selected.

    Example:
        >>> group_rates([1, 0, 0], [1, 1, 0], ["a", "a", "b"])["b"]
        {'n': 1, 'selection': 0.0, 'tpr': nan, 'fpr': 0.0, 'ppv': nan}
    """
    # TODO: Five numbers per group: its size, and how the decisions turned out for it
    raise NotImplementedError(
        "group_rates: Five numbers per group: its size, and how the decisions turned out for it"
    )

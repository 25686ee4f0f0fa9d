"""The rates of a classifier, group by group: every fairness metric compares some of them."""

from __future__ import annotations

import math
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
    # BEGIN SOLUTION
    y, yhat = np.asarray(y) == 1, np.asarray(yhat) == 1

    def share(part, whole):
        # EQUIVALENT constant-for-variable: numpy's mean of nobody is nan too, with a warning
        return float(part[whole].mean()) if whole.any() else math.nan

    return {
        group: {
            "n": int(inside.sum()),
            "selection": share(yhat, inside),
            "tpr": share(yhat, inside & y),
            "fpr": share(yhat, inside & ~y),
            "ppv": share(y, inside & yhat),
        }
        for group, inside in members(g).items()
    }
    # END SOLUTION
    # BEGIN MISTAKE conditions-on-yhat
    # why: divides the true positives by the selected, which is the ppv (precision), not the tpr
    # hint: The tpr asks of those who deserved a yes how many got it. Whom does your denominator
    # hint: count?
    # y, yhat = np.asarray(y) == 1, np.asarray(yhat) == 1
    #
    # def share(part, whole):
    #     return float(part[whole].mean()) if whole.any() else math.nan
    #
    # return {
    #     group: {
    #         "n": int(inside.sum()),
    #         "selection": share(yhat, inside),
    #         "tpr": share(y, inside & yhat),
    #         "fpr": share(~y, inside & yhat),
    #         "ppv": share(y, inside & yhat),
    #     }
    #     for group, inside in members(g).items()
    # }
    # END MISTAKE
    # BEGIN MISTAKE fpr-denominator-positives
    # why: false positives come from the negatives, so the negatives are their whole
    # hint: Who can become a false positive: somebody with y = 1 or with y = 0? How many of them
    # hint: are in the group?
    # y, yhat = np.asarray(y) == 1, np.asarray(yhat) == 1
    #
    # def ratio(part, whole):
    #     return float(part.sum() / whole.sum()) if whole.any() else math.nan
    #
    # return {
    #     group: {
    #         "n": int(inside.sum()),
    #         "selection": ratio(yhat & inside, inside),
    #         "tpr": ratio(yhat & y & inside, inside & y),
    #         "fpr": ratio(yhat & ~y & inside, inside & y),
    #         "ppv": ratio(yhat & y & inside, inside & yhat),
    #     }
    #     for group, inside in members(g).items()
    # }
    # END MISTAKE
    # BEGIN MISTAKE nan-on-empty-group-crashes
    # why: a group without positives has no tpr; dividing by their number ends the whole audit
    # hint: What is the tpr of a group in which nobody has y = 1? What does Python say to 0 / 0?
    # verdict: ERROR
    # result = {}
    # for group in dict.fromkeys(np.asarray(g).tolist()):
    #     rows = [(a, b) for a, b, c in zip(y, yhat, g, strict=True) if c == group]
    #     positives = sum(int(a) for a, b in rows)
    #     selected = sum(int(b) for a, b in rows)
    #     hits = sum(int(a and b) for a, b in rows)
    #     result[group] = {
    #         "n": len(rows),
    #         "selection": selected / len(rows),
    #         "tpr": hits / positives,
    #         "fpr": (selected - hits) / (len(rows) - positives),
    #         "ppv": hits / selected,
    #     }
    # return result
    # END MISTAKE
    # BEGIN MISTAKE integer-groups-sorted-labels-lost
    # why: keys are positions in the sorted labels, so nobody can tell whose numbers these are
    # hint: Your keys count from 0. Which label does each of them stand for?
    # y, yhat = np.asarray(y) == 1, np.asarray(yhat) == 1
    # codes = np.unique(np.asarray(g), return_inverse=True)[1]
    #
    # def share(part, whole):
    #     return float(part[whole].mean()) if whole.any() else math.nan
    #
    # return {
    #     group: {
    #         "n": int((codes == group).sum()),
    #         "selection": share(yhat, codes == group),
    #         "tpr": share(yhat, (codes == group) & y),
    #         "fpr": share(yhat, (codes == group) & ~y),
    #         "ppv": share(y, (codes == group) & yhat),
    #     }
    #     for group in range(codes.max() + 1)
    # }
    # END MISTAKE
    # BEGIN MISTAKE y-and-yhat-exchanged
    # why: takes the outcome for the decision: selection becomes the base rate, tpr and ppv change
    # why: places
    # hint: Let everybody be selected, whatever came true. What should the selection rate be, and
    # hint: what is yours?
    # y, yhat = np.asarray(yhat) == 1, np.asarray(y) == 1
    #
    # def share(part, whole):
    #     return float(part[whole].mean()) if whole.any() else math.nan
    #
    # return {
    #     group: {
    #         "n": int(inside.sum()),
    #         "selection": share(yhat, inside),
    #         "tpr": share(yhat, inside & y),
    #         "fpr": share(yhat, inside & ~y),
    #         "ppv": share(y, inside & yhat),
    #     }
    #     for group, inside in members(g).items()
    # }
    # END MISTAKE
    # BEGIN MISTAKE undefined-is-zero
    # why: a 0 says that all of them were refused; nobody was there to be refused
    # hint: A tpr of 0 says that every deserving person got a no. Was there any in this group?
    # y, yhat = np.asarray(y) == 1, np.asarray(yhat) == 1
    #
    # def share(part, whole):
    #     return float(part[whole].sum()) / max(int(whole.sum()), 1)
    #
    # return {
    #     group: {
    #         "n": int(inside.sum()),
    #         "selection": share(yhat, inside),
    #         "tpr": share(yhat, inside & y),
    #         "fpr": share(yhat, inside & ~y),
    #         "ppv": share(y, inside & yhat),
    #     }
    #     for group, inside in members(g).items()
    # }
    # END MISTAKE

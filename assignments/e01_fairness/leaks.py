"""An audit of a data set, before any model: three ways in which unfairness leaks into it."""

from __future__ import annotations

from collections.abc import Mapping


def audit(data: Mapping[str, object]) -> dict[str, object]:
    """Find the proxy, the group whose labels are wrong, and the group that is missing.

        association[f]     of each feature: the variance of f between the groups over its variance
                           in all,  sum_g n_g (mean_g - mean)^2 / sum_i (f_i - mean)^2
        missed[group]      share with label 0 among the group's re-examined people whose true label
                           is 1:  P(label = 0 | truth = 1, re-examined, group)
        representation[group]   the group's share of the data over its share of the population

        proxy = the feature with the largest association
        mislabelled = the group with the largest share missed
        undersampled = the group with the smallest representation

    Source: the statistics are the squared correlation ratio (Pearson), a false negative rate, and a
    ratio of shares. Wrong labels and missing people are the measurement and representation bias of
    Suresh and Guttag, A Framework for Understanding Sources of Harm throughout the Machine Learning
    Life Cycle (2021).

    Args:
        data: a dict with
            "features": name -> numbers, one per person,
            "group": the group of each person,
            "label": the recorded label of each person, 0 or 1,
            "truth": 0 or 1 for people who were examined again, -1 for all others,
            "population": group -> its share in the population, above 0; the shares sum to 1.

    Returns:
        {"proxy": name, "mislabelled": group, "undersampled": group, "association": {...},
        "missed": {...}, "representation": {...}}, the last two with every group of the population.

    Conventions: a feature that does not vary has association nan, a group with no re-examined
    positive has missed nan, and neither can be the answer. Does not vary: all its numbers are
    equal (the computed mean of equal numbers may be off in its last digit, so a variance is no good
    test of this). A group of the population without anybody in the data has representation 0. There
    are no ties in the checks.
    """
    # TODO: Find the proxy, the group whose labels are wrong, and the group that is missing
    raise NotImplementedError(
        "audit: Find the proxy, the group whose labels are wrong, and the group that is missing"
    )

"""Gaps between groups: demographic parity, equalized odds, disparate impact.

All take the same three columns. Where a definition does not look at one of them, it is there so
that every metric of an audit is called alike.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np  # noqa: F401

from .groups import group_rates, members  # noqa: F401


def demographic_parity_difference(
    y: Sequence[int], yhat: Sequence[int], g: Sequence[Hashable]
) -> float:
    """How far apart the selection rates of the groups are: the largest minus the smallest.

        max over groups of P(yhat = 1 | group)  -  min over groups of P(yhat = 1 | group)

    Source: Barocas, Hardt and Narayanan, Fairness and Machine Learning (2023), chapter 3
    ("independence"); Bird and others, Fairlearn (2020), has it under this name.

    Args:
        y: what came true. Demographic parity does not look at it.
        yhat: what was decided, 0 or 1.
        g: the group of each person, any number of groups.

    Returns:
        A float from 0 to 1. 0 is parity.

    Conventions: with fewer than two groups there is nothing to compare: nan.

    Example:
        >>> demographic_parity_difference([0, 0, 0, 0], [1, 0, 1, 1], ["a", "a", "b", "b"])
        0.5
    """
    # TODO: How far apart the selection rates of the groups are: the largest minus the smallest
    raise NotImplementedError(
        "demographic_parity_difference: How far apart the selection rates of the groups are: the "
        "largest minus the smallest"
    )


def demographic_parity_ratio(y: Sequence[int], yhat: Sequence[int], g: Sequence[Hashable]) -> float:
    """The smallest selection rate of a group over the largest: 1 is parity.

        min over groups of P(yhat = 1 | group)  /  max over groups of P(yhat = 1 | group)

    Source: as demographic_parity_difference. The four-fifths rule of the US Uniform Guidelines on
    Employee Selection Procedures (1978) asks whether it is below 0.8.

    Args:
        y: what came true. Demographic parity does not look at it.
        yhat: what was decided, 0 or 1.
        g: the group of each person, any number of groups.

    Returns:
        A float from 0 to 1.

    Conventions: nan with fewer than two groups, and where nobody at all was selected (0 / 0).

    Example:
        >>> demographic_parity_ratio([0, 0, 0, 0], [1, 0, 1, 1], ["a", "a", "b", "b"])
        0.5
    """
    # TODO: The smallest selection rate of a group over the largest: 1 is parity
    raise NotImplementedError(
        "demographic_parity_ratio: The smallest selection rate of a group over the largest: 1 is "
        "parity"
    )


def equalized_odds_difference(
    y: Sequence[int], yhat: Sequence[int], g: Sequence[Hashable], agg: str = "worst_case"
) -> float:
    """How far apart the groups are in their true *and* in their false positive rates.

        tpr gap = max tpr - min tpr,   fpr gap = max fpr - min fpr     over the groups
        "worst_case": the larger of the two gaps;   "mean": their mean

    Source: Hardt, Price and Srebro, Equality of Opportunity in Supervised Learning (2016).

    Args:
        y: what came true, 0 or 1.
        yhat: what was decided, 0 or 1.
        g: the group of each person, any number of groups.
        agg: "worst_case" or "mean".

    Returns:
        A float from 0 to 1. 0 is equalized odds.

    Conventions: a group whose tpr is undefined (it has no positives) does not take part in the tpr
    gap, and likewise for the fpr. A gap needs at least two groups; one that has fewer is left out.
    Where both are left out: nan. Any other `agg` is a ValueError.

    Example:
        >>> y, yhat = [1, 1, 0, 0, 1, 1, 0, 0], [1, 0, 1, 0, 1, 0, 0, 0]
        >>> equalized_odds_difference(y, yhat, list("aaaabbbb"))  # equal tpr, fpr 0.5 and 0
        0.5
    """
    # TODO: How far apart the groups are in their true *and* in their false positive rates
    raise NotImplementedError(
        "equalized_odds_difference: How far apart the groups are in their true *and* in their "
        "false positive rates"
    )


def disparate_impact(
    y: Sequence[int], yhat: Sequence[int], g: Sequence[Hashable], privileged: Hashable
) -> dict[Hashable, float]:
    """The selection rate of each group over that of the privileged group.

        P(yhat = 1 | group) / P(yhat = 1 | privileged)     for every other group

    Source: Feldman and others, Certifying and Removing Disparate Impact (2015), for two groups;
    with more, the four-fifths rule is applied to each group by itself.

    Args:
        y: what came true. Disparate impact does not look at it.
        yhat: what was decided, 0 or 1.
        g: the group of each person, any number of groups.
        privileged: the label of the group with which the others are compared.

    Returns:
        label -> ratio, for every group but the privileged one. Below 1: selected less often.

    Conventions: where nobody of the privileged group was selected, a ratio is inf, or nan where
    nobody of the other group was selected either. A label that is not in `g` is a ValueError.

    Example:
        >>> disparate_impact([0, 0, 0, 0], [1, 0, 1, 1], ["a", "a", "b", "b"], "b")
        {'a': 0.5}
    """
    # TODO: The selection rate of each group over that of the privileged group
    raise NotImplementedError(
        "disparate_impact: The selection rate of each group over that of the privileged group"
    )

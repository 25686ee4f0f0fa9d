"""Gaps between groups: demographic parity, equalized odds, disparate impact.

All take the same three columns. Where a definition does not look at one of them, it is there so
that every metric of an audit is called alike.
"""

from __future__ import annotations

import math
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
    # BEGIN SOLUTION
    rates = [each["selection"] for each in group_rates(y, yhat, g).values()]
    return max(rates) - min(rates) if len(rates) > 1 else math.nan
    # END SOLUTION
    # BEGIN MISTAKE first-two-groups-only
    # why: any further group is never looked at, however it fares
    # hint: Add a third group in which nobody is selected. Does your number change?
    # rates = [each["selection"] for each in group_rates(y, yhat, g).values()]
    # return abs(rates[0] - rates[1]) if len(rates) > 1 else math.nan
    # END MISTAKE
    # BEGIN MISTAKE signed-difference-not-max-min
    # why: the last group minus the first: the sign depends on the order of the rows, and groups
    # why: between them are left out
    # hint: Write the same people down in another order. Did the gap between them change?
    # rates = [each["selection"] for each in group_rates(y, yhat, g).values()]
    # return rates[-1] - rates[0] if len(rates) > 1 else math.nan
    # END MISTAKE
    # BEGIN MISTAKE uses-y-not-yhat
    # why: compares the base rates of the groups, which no decision can change
    # hint: Select everybody. Which selection rates do you have then, and does your number see it?
    # y = np.asarray(y) == 1
    # rates = [float(y[inside].mean()) for inside in members(g).values()]
    # return max(rates) - min(rates) if len(rates) > 1 else math.nan
    # END MISTAKE


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
    # BEGIN SOLUTION
    rates = [each["selection"] for each in group_rates(y, yhat, g).values()]
    comparable = len(rates) > 1 and max(rates) > 0
    return min(rates) / max(rates) if comparable else math.nan
    # END SOLUTION
    # BEGIN MISTAKE ratio-max-min-1
    # why: largest over smallest is at least 1, and infinite where a group has no selected member
    # hint: Is your number below or above 1? Which rate belongs into the numerator?
    # rates = [each["selection"] for each in group_rates(y, yhat, g).values()]
    # if len(rates) < 2 or max(rates) == 0:
    #     return math.nan
    # return max(rates) / min(rates) if min(rates) > 0 else math.inf
    # END MISTAKE
    # BEGIN MISTAKE first-two-groups-only
    # why: any further group is never looked at, however it fares
    # hint: Add a third group in which nobody is selected. Does your number change?
    # rates = [each["selection"] for each in group_rates(y, yhat, g).values()][:2]
    # comparable = len(rates) > 1 and max(rates) > 0
    # return min(rates) / max(rates) if comparable else math.nan
    # END MISTAKE
    # BEGIN MISTAKE uses-y-not-yhat
    # why: compares the base rates of the groups, which no decision can change
    # hint: Select everybody. Which selection rates do you have then, and does your number see it?
    # y = np.asarray(y) == 1
    # rates = [float(y[inside].mean()) for inside in members(g).values()]
    # comparable = len(rates) > 1 and max(rates) > 0
    # return min(rates) / max(rates) if comparable else math.nan
    # END MISTAKE
    # BEGIN MISTAKE last-over-first
    # why: which group stands in the numerator depends on the order of the rows, not on the rates
    # hint: Write the same people down in another order. Is the ratio still the same?
    # rates = [each["selection"] for each in group_rates(y, yhat, g).values()]
    # if len(rates) < 2 or max(rates) == 0:
    #     return math.nan
    # return rates[-1] / rates[0] if rates[0] > 0 else math.inf
    # END MISTAKE


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
    # BEGIN SOLUTION
    if agg not in ("worst_case", "mean"):
        raise ValueError(f'agg is "worst_case" or "mean", not {agg!r}')
    table = group_rates(y, yhat, g).values()
    gaps = []
    for name in ("tpr", "fpr"):
        rates = [each[name] for each in table if not math.isnan(each[name])]
        if len(rates) > 1:
            gaps.append(max(rates) - min(rates))
    if not gaps:
        return math.nan
    return max(gaps) if agg == "worst_case" else sum(gaps) / len(gaps)
    # END SOLUTION
    # BEGIN MISTAKE tpr-only
    # why: that is equal opportunity: it does not see who is wrongly given a yes
    # hint: Two groups have the same tpr, and in one of them every negative is selected. What does
    # hint: your function say?
    # if agg not in ("worst_case", "mean"):
    #     raise ValueError(f'agg is "worst_case" or "mean", not {agg!r}')
    # rates = [each["tpr"] for each in group_rates(y, yhat, g).values()]
    # rates = [rate for rate in rates if not math.isnan(rate)]
    # return max(rates) - min(rates) if len(rates) > 1 else math.nan
    # END MISTAKE
    # BEGIN MISTAKE sum-or-mean-instead-of-max
    # why: the mean of both gaps, whatever agg asks for; a large gap is watered down by a small one
    # hint: One gap is 0.6 and the other 0. What should the worst case be?
    # if agg not in ("worst_case", "mean"):
    #     raise ValueError(f'agg is "worst_case" or "mean", not {agg!r}')
    # table = group_rates(y, yhat, g).values()
    # gaps = []
    # for name in ("tpr", "fpr"):
    #     rates = [each[name] for each in table if not math.isnan(each[name])]
    #     if len(rates) > 1:
    #         gaps.append(max(rates) - min(rates))
    # return sum(gaps) / len(gaps) if gaps else math.nan
    # END MISTAKE
    # BEGIN MISTAKE accuracy-difference
    # why: equal accuracy can come from false alarms in one group and misses in the other
    # hint: One group gets only false alarms, the other only misses, equally many. Do your numbers
    # hint: for the two groups differ?
    # if agg not in ("worst_case", "mean"):
    #     raise ValueError(f'agg is "worst_case" or "mean", not {agg!r}')
    # right = np.asarray(y) == np.asarray(yhat)
    # rates = [float(right[inside].mean()) for inside in members(g).values()]
    # return max(rates) - min(rates) if len(rates) > 1 else math.nan
    # END MISTAKE
    # BEGIN MISTAKE overall-vs-between-groups
    # why: compares each group with everybody together, who are mostly the largest group
    # hint: Which two groups are furthest apart? Does your number compare these two, or one of them
    # hint: with the average?
    # if agg not in ("worst_case", "mean"):
    #     raise ValueError(f'agg is "worst_case" or "mean", not {agg!r}')
    # table = group_rates(y, yhat, g).values()
    # overall = group_rates(y, yhat, [0] * len(y))[0]
    # gaps = []
    # for name in ("tpr", "fpr"):
    #     rates = [each[name] for each in table if not math.isnan(each[name])]
    #     if len(rates) > 1:
    #         gaps.append(max(abs(rate - overall[name]) for rate in rates))
    # if not gaps:
    #     return math.nan
    # return max(gaps) if agg == "worst_case" else sum(gaps) / len(gaps)
    # END MISTAKE
    # BEGIN MISTAKE undefined-is-zero
    # why: a group without positives then looks like one whose positives are all refused
    # hint: Add a group in which nobody has y = 1. Did anybody's chance of a deserved yes change?
    # if agg not in ("worst_case", "mean"):
    #     raise ValueError(f'agg is "worst_case" or "mean", not {agg!r}')
    # table = group_rates(y, yhat, g).values()
    # gaps = []
    # for name in ("tpr", "fpr"):
    #     rates = [float(np.nan_to_num(each[name])) for each in table]
    #     gaps.append(max(rates) - min(rates))
    # return max(gaps) if agg == "worst_case" else sum(gaps) / 2
    # END MISTAKE


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
    # BEGIN SOLUTION
    rates = {group: each["selection"] for group, each in group_rates(y, yhat, g).items()}
    if privileged not in rates:
        raise ValueError(f"nobody belongs to the group {privileged!r}")
    base = rates.pop(privileged)
    if base == 0:
        return {group: math.inf if rate > 0 else math.nan for group, rate in rates.items()}
    return {group: rate / base for group, rate in rates.items()}
    # END SOLUTION
    # BEGIN MISTAKE inverted-ratio
    # why: the privileged rate in the numerator: a disadvantage then reads as a number above 1
    # hint: A group is selected half as often as the privileged one. Is its ratio 0.5 or 2?
    # rates = {group: each["selection"] for group, each in group_rates(y, yhat, g).items()}
    # if privileged not in rates:
    #     raise ValueError(f"nobody belongs to the group {privileged!r}")
    # base = rates.pop(privileged)
    # nothing = math.inf if base > 0 else math.nan
    # return {group: base / rate if rate > 0 else nothing for group, rate in rates.items()}
    # END MISTAKE
    # BEGIN MISTAKE pools-groups
    # why: all other groups as one: a large group that fares well hides a small one that does not
    # hint: Two other groups, one selected as often as the privileged, one never. Which two numbers
    # hint: describe them?
    # yhat = np.asarray(yhat) == 1
    # inside = members(g)
    # if privileged not in inside:
    #     raise ValueError(f"nobody belongs to the group {privileged!r}")
    # own = inside.pop(privileged)
    # base = float(yhat[own].mean())
    # rest = float(yhat[~own].mean()) if inside else math.nan
    # nothing = math.inf if rest > 0 else math.nan
    # return {group: rest / base if base > 0 else nothing for group in inside}
    # END MISTAKE
    # BEGIN MISTAKE uses-y-not-yhat
    # why: compares the base rates of the groups, which no decision can change
    # hint: Select everybody. Which selection rates do you have then, and do your ratios see it?
    # y = np.asarray(y) == 1
    # rates = {group: float(y[inside].mean()) for group, inside in members(g).items()}
    # if privileged not in rates:
    #     raise ValueError(f"nobody belongs to the group {privileged!r}")
    # base = rates.pop(privileged)
    # if base == 0:
    #     return {group: math.inf if rate > 0 else math.nan for group, rate in rates.items()}
    # return {group: rate / base for group, rate in rates.items()}
    # END MISTAKE

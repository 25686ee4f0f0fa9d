"""An audit of a data set, before any model: three ways in which unfairness leaks into it."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from .groups import members


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
    # BEGIN SOLUTION
    label, truth = np.asarray(data["label"]), np.asarray(data["truth"])
    inside = members(data["group"])
    nobody = np.zeros(len(label), dtype=bool)
    association = {}
    for name, column in data["features"].items():
        values = np.asarray(column)
        # EQUIVALENT swapped-operands: all of it is squared below
        centred = values - values.mean()
        between = sum(rows.sum() * centred[rows].mean() ** 2 for rows in inside.values())
        varies = np.ptp(values) > 0
        association[name] = float(between / (centred**2).sum()) if varies else math.nan
    missed = {}
    representation = {}
    for group, share in data["population"].items():
        rows = inside.get(group, nobody)
        positives = rows & (truth == 1)
        # EQUIVALENT constant-for-variable: numpy's mean of nobody is nan too, with a warning
        missed[group] = float((label[positives] == 0).mean()) if positives.any() else math.nan
        representation[group] = float(rows.mean() / share)

    def largest(numbers):
        defined = {key: number for key, number in numbers.items() if not math.isnan(number)}
        return max(defined, key=defined.get)

    return {
        "proxy": largest(association),
        "mislabelled": largest(missed),
        "undersampled": min(representation, key=representation.get),
        "association": association,
        "missed": missed,
        "representation": representation,
    }
    # END SOLUTION
    # BEGIN MISTAKE rounding-taken-for-variance
    # why: 0.1 added up and divided by n is not always 0.1, so a column that does not vary has a
    # why: tiny sum of squares, and tiny over tiny can be the largest association of all
    # hint: Let a feature be 0.1 for everybody. What are its mean and its sum of squares, printed
    # hint: with all digits? What is the quotient of two such numbers?
    # label, truth = np.asarray(data["label"]), np.asarray(data["truth"])
    # inside = members(data["group"])
    # nobody = np.zeros(len(label), dtype=bool)
    # association = {}
    # for name, column in data["features"].items():
    #     values = np.asarray(column, dtype=float)
    #     centred = values - values.mean()
    #     between = sum(rows.sum() * centred[rows].mean() ** 2 for rows in inside.values())
    #     total = (centred**2).sum()
    #     association[name] = float(between / total) if total > 0 else math.nan
    # missed, representation = {}, {}
    # for group, share in data["population"].items():
    #     rows = inside.get(group, nobody)
    #     positives = rows & (truth == 1)
    #     missed[group] = float((label[positives] == 0).mean()) if positives.any() else math.nan
    #     representation[group] = float(rows.mean() / share)
    #
    # def largest(numbers):
    #     defined = {key: number for key, number in numbers.items() if not math.isnan(number)}
    #     return max(defined, key=defined.get)
    #
    # return {
    #     "proxy": largest(association),
    #     "mislabelled": largest(missed),
    #     "undersampled": min(representation, key=representation.get),
    #     "association": association,
    #     "missed": missed,
    #     "representation": representation,
    # }
    # END MISTAKE
    # BEGIN MISTAKE proxy-of-the-label
    # why: what goes with the label is a useful feature; what goes with the group is a proxy
    # hint: You look for a feature that tells the group. With what do you compare the features?
    # label, truth = np.asarray(data["label"]), np.asarray(data["truth"])
    # inside = members(data["group"])
    # nobody = np.zeros(len(label), dtype=bool)
    # association = {}
    # for name, column in data["features"].items():
    #     values = np.asarray(column, dtype=float)
    #     centred = values - values.mean()
    #     classes = [rows for rows in (label == 0, label == 1) if rows.any()]
    #     between = sum(rows.sum() * centred[rows].mean() ** 2 for rows in classes)
    #     varies = np.ptp(values) > 0
    #     association[name] = float(between / (centred**2).sum()) if varies else math.nan
    # missed, representation = {}, {}
    # for group, share in data["population"].items():
    #     rows = inside.get(group, nobody)
    #     positives = rows & (truth == 1)
    #     missed[group] = float((label[positives] == 0).mean()) if positives.any() else math.nan
    #     representation[group] = float(rows.mean() / share)
    #
    # def largest(numbers):
    #     defined = {key: number for key, number in numbers.items() if not math.isnan(number)}
    #     return max(defined, key=defined.get)
    #
    # return {
    #     "proxy": largest(association),
    #     "mislabelled": largest(missed),
    #     "undersampled": min(representation, key=representation.get),
    #     "association": association,
    #     "missed": missed,
    #     "representation": representation,
    # }
    # END MISTAKE
    # BEGIN MISTAKE lowest-base-rate
    # why: takes the share of label 0 in the whole group: a low base rate is no wrong label
    # hint: A group may truly have fewer positives. Which rows tell you that a label is wrong?
    # label = np.asarray(data["label"])
    # inside = members(data["group"])
    # nobody = np.zeros(len(label), dtype=bool)
    # association = {}
    # for name, column in data["features"].items():
    #     values = np.asarray(column, dtype=float)
    #     centred = values - values.mean()
    #     between = sum(rows.sum() * centred[rows].mean() ** 2 for rows in inside.values())
    #     varies = np.ptp(values) > 0
    #     association[name] = float(between / (centred**2).sum()) if varies else math.nan
    # missed, representation = {}, {}
    # for group, share in data["population"].items():
    #     rows = inside.get(group, nobody)
    #     missed[group] = float((label[rows] == 0).mean()) if rows.any() else math.nan
    #     representation[group] = float(rows.mean() / share)
    #
    # def largest(numbers):
    #     defined = {key: number for key, number in numbers.items() if not math.isnan(number)}
    #     return max(defined, key=defined.get)
    #
    # return {
    #     "proxy": largest(association),
    #     "mislabelled": largest(missed),
    #     "undersampled": min(representation, key=representation.get),
    #     "association": association,
    #     "missed": missed,
    #     "representation": representation,
    # }
    # END MISTAKE
    # BEGIN MISTAKE smallest-group
    # why: a small group of a small population share is not undersampled
    # hint: A group is a twentieth of the population and a twentieth of the data. Is anybody
    # hint: missing?
    # label, truth = np.asarray(data["label"]), np.asarray(data["truth"])
    # inside = members(data["group"])
    # nobody = np.zeros(len(label), dtype=bool)
    # association = {}
    # for name, column in data["features"].items():
    #     values = np.asarray(column, dtype=float)
    #     centred = values - values.mean()
    #     between = sum(rows.sum() * centred[rows].mean() ** 2 for rows in inside.values())
    #     varies = np.ptp(values) > 0
    #     association[name] = float(between / (centred**2).sum()) if varies else math.nan
    # missed, representation = {}, {}
    # for group in data["population"]:
    #     rows = inside.get(group, nobody)
    #     positives = rows & (truth == 1)
    #     missed[group] = float((label[positives] == 0).mean()) if positives.any() else math.nan
    #     representation[group] = float(rows.mean())
    #
    # def largest(numbers):
    #     defined = {key: number for key, number in numbers.items() if not math.isnan(number)}
    #     return max(defined, key=defined.get)
    #
    # return {
    #     "proxy": largest(association),
    #     "mislabelled": largest(missed),
    #     "undersampled": min(representation, key=representation.get),
    #     "association": association,
    #     "missed": missed,
    #     "representation": representation,
    # }
    # END MISTAKE
    # BEGIN MISTAKE variance-not-scaled
    # why: the variance between groups has the feature's unit: cents always beat euros
    # hint: Write a feature in cents instead of euros. Is it a better proxy then?
    # label, truth = np.asarray(data["label"]), np.asarray(data["truth"])
    # inside = members(data["group"])
    # nobody = np.zeros(len(label), dtype=bool)
    # association = {}
    # for name, column in data["features"].items():
    #     values = np.asarray(column, dtype=float)
    #     centred = values - values.mean()
    #     between = sum(rows.sum() * centred[rows].mean() ** 2 for rows in inside.values())
    #     association[name] = float(between / len(values)) if np.ptp(values) > 0 else math.nan
    # missed, representation = {}, {}
    # for group, share in data["population"].items():
    #     rows = inside.get(group, nobody)
    #     positives = rows & (truth == 1)
    #     missed[group] = float((label[positives] == 0).mean()) if positives.any() else math.nan
    #     representation[group] = float(rows.mean() / share)
    #
    # def largest(numbers):
    #     defined = {key: number for key, number in numbers.items() if not math.isnan(number)}
    #     return max(defined, key=defined.get)
    #
    # return {
    #     "proxy": largest(association),
    #     "mislabelled": largest(missed),
    #     "undersampled": min(representation, key=representation.get),
    #     "association": association,
    #     "missed": missed,
    #     "representation": representation,
    # }
    # END MISTAKE
    # BEGIN MISTAKE any-disagreement
    # why: the share of re-examined people whose label differs: it mixes both directions, and grows
    # why: with the share of positives
    # hint: Two groups lose every tenth positive label; one has three times as many positives. Is
    # hint: your number the same for both?
    # label, truth = np.asarray(data["label"]), np.asarray(data["truth"])
    # inside = members(data["group"])
    # nobody = np.zeros(len(label), dtype=bool)
    # association = {}
    # for name, column in data["features"].items():
    #     values = np.asarray(column, dtype=float)
    #     centred = values - values.mean()
    #     between = sum(rows.sum() * centred[rows].mean() ** 2 for rows in inside.values())
    #     varies = np.ptp(values) > 0
    #     association[name] = float(between / (centred**2).sum()) if varies else math.nan
    # missed, representation = {}, {}
    # for group, share in data["population"].items():
    #     rows = inside.get(group, nobody)
    #     seen = rows & (truth >= 0)
    #     missed[group] = float((label[seen] != truth[seen]).mean()) if seen.any() else math.nan
    #     representation[group] = float(rows.mean() / share)
    #
    # def largest(numbers):
    #     defined = {key: number for key, number in numbers.items() if not math.isnan(number)}
    #     return max(defined, key=defined.get)
    #
    # return {
    #     "proxy": largest(association),
    #     "mislabelled": largest(missed),
    #     "undersampled": min(representation, key=representation.get),
    #     "association": association,
    #     "missed": missed,
    #     "representation": representation,
    # }
    # END MISTAKE

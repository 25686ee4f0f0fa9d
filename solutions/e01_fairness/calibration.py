"""Calibration within groups: does a score of 0.7 mean the same for everybody?"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from .groups import members


def calibration_by_group(
    p: Sequence[float], y: Sequence[int], g: Sequence[Hashable], bins: int = 10
) -> dict[Hashable, dict[str, object]]:
    """A calibration table per group: per bin of the score, what was predicted and what came true.

        bin of a score   the b with  b / bins <= p < (b + 1) / bins;  1 belongs to the last bin
        n[b]             people of the group in bin b
        predicted[b]     the mean of their p
        observed[b]      the share of them with y = 1
        error            sum over b of n[b] / n |observed[b] - predicted[b]|,   n = sum of n[b]

    Source: Kleinberg, Mullainathan and Raghavan, Inherent Trade-Offs in the Fair Determination of
    Risk Scores (2017); the error is the expected calibration error of Naeini and others (2015).

    Args:
        p: predicted probabilities of y = 1, from 0 to 1, both included.
        y: what came true, 0 or 1.
        g: the group of each person, any number of groups.
        bins: the number of bins, at least 1; all groups have the same ones.

    Returns:
        label -> {"n": ..., "predicted": ..., "observed": ..., "error": ...}: three numpy arrays of
        length `bins` and a float. `n` counts people and has an integer dtype, `predicted` and
        `observed` are floats.

    Conventions: `predicted` and `observed` of an empty bin are nan; it does not count in the error.
    No score of the checks is so near to an edge that rounding of p * bins could move it over.

    Example:
        >>> calibration_by_group([0.1, 0.3, 0.9], [0, 1, 1], ["a", "a", "a"], bins=2)["a"]
        {'n': array([2, 1]), 'predicted': array([0.2, 0.9]), 'observed': array([0.5, 1. ]),
         'error': 0.2333...}
    """
    # BEGIN SOLUTION
    p, y = np.asarray(p), np.asarray(y) == 1
    where = np.minimum((p * bins).astype(int), bins - 1)
    tables = {}
    for group, inside in members(g).items():
        own = where[inside]
        n = np.bincount(own, minlength=bins)
        # EQUIVALENT dropped-argument: an empty bin is 0 / 0, nan, with or without a warning
        with np.errstate(invalid="ignore"):
            predicted = np.bincount(own, weights=p[inside], minlength=bins) / n
            observed = np.bincount(own, weights=y[inside], minlength=bins) / n
        error = float(np.nansum(n * np.abs(observed - predicted)) / n.sum())
        tables[group] = {"n": n, "predicted": predicted, "observed": observed, "error": error}
    return tables
    # END SOLUTION
    # BEGIN MISTAKE pools-groups
    # why: one table of everybody under each label: errors of opposite sign cancel
    # hint: One group's scores are too high, the other's too low by as much. What does your table
    # hint: show for each of them?
    # p, y = np.asarray(p, dtype=float), np.asarray(y) == 1
    # where = np.minimum((p * bins).astype(int), bins - 1)
    # n = np.bincount(where, minlength=bins)
    # with np.errstate(invalid="ignore"):
    #     predicted = np.bincount(where, weights=p, minlength=bins) / n
    #     observed = np.bincount(where, weights=y, minlength=bins) / n
    # error = float(np.nansum(n * np.abs(observed - predicted)) / n.sum())
    # table = {"n": n, "predicted": predicted, "observed": observed, "error": error}
    # return {group: dict(table) for group in members(g)}
    # END MISTAKE
    # BEGIN MISTAKE bins-by-group
    # why: each group gets bins of its own between its lowest and highest score, so bin 3 of one
    # why: group is not bin 3 of another
    # hint: A score of 0.45 with four bins: in which bin is it, and is it there for every group?
    # p, y = np.asarray(p, dtype=float), np.asarray(y) == 1
    # tables = {}
    # for group, inside in members(g).items():
    #     low, width = p[inside].min(), max(float(np.ptp(p[inside])), 1e-12)
    #     own = np.minimum(((p[inside] - low) / width * bins).astype(int), bins - 1)
    #     n = np.bincount(own, minlength=bins)
    #     with np.errstate(invalid="ignore"):
    #         predicted = np.bincount(own, weights=p[inside], minlength=bins) / n
    #         observed = np.bincount(own, weights=y[inside], minlength=bins) / n
    #     error = float(np.nansum(n * np.abs(observed - predicted)) / n.sum())
    #     tables[group] = {"n": n, "predicted": predicted, "observed": observed, "error": error}
    # return tables
    # END MISTAKE
    # BEGIN MISTAKE middle-of-the-bin
    # why: the scores of a bin need not lie around its middle
    # hint: Ten people with p = 0.99 share a bin from 0.5 to 1. What was predicted for them?
    # p, y = np.asarray(p, dtype=float), np.asarray(y) == 1
    # where = np.minimum((p * bins).astype(int), bins - 1)
    # tables = {}
    # for group, inside in members(g).items():
    #     own = where[inside]
    #     n = np.bincount(own, minlength=bins)
    #     predicted = np.where(n > 0, (np.arange(bins) + 0.5) / bins, np.nan)
    #     with np.errstate(invalid="ignore"):
    #         observed = np.bincount(own, weights=y[inside], minlength=bins) / n
    #     error = float(np.nansum(n * np.abs(observed - predicted)) / n.sum())
    #     tables[group] = {"n": n, "predicted": predicted, "observed": observed, "error": error}
    # return tables
    # END MISTAKE
    # BEGIN MISTAKE every-bin-counts-the-same
    # why: a bin with one person weighs as much as one with a thousand
    # hint: One bin has a thousand people and is right, another has one person and is wrong. How
    # hint: large is the error of the group?
    # p, y = np.asarray(p, dtype=float), np.asarray(y) == 1
    # where = np.minimum((p * bins).astype(int), bins - 1)
    # tables = {}
    # for group, inside in members(g).items():
    #     own = where[inside]
    #     n = np.bincount(own, minlength=bins)
    #     with np.errstate(invalid="ignore"):
    #         predicted = np.bincount(own, weights=p[inside], minlength=bins) / n
    #         observed = np.bincount(own, weights=y[inside], minlength=bins) / n
    #     error = float(np.nanmean(np.abs(observed - predicted)))
    #     tables[group] = {"n": n, "predicted": predicted, "observed": observed, "error": error}
    # return tables
    # END MISTAKE
    # BEGIN MISTAKE score-one-falls-out
    # why: with bins that are all open above, p = 1 belongs to none of them
    # hint: Does the sum of n give all people of the group, also where a score is exactly 1?
    # p, y = np.asarray(p, dtype=float), np.asarray(y) == 1
    # where = (p * bins).astype(int)
    # tables = {}
    # for group, inside in members(g).items():
    #     kept = inside & (where < bins)
    #     own = where[kept]
    #     n = np.bincount(own, minlength=bins)
    #     with np.errstate(invalid="ignore"):
    #         predicted = np.bincount(own, weights=p[kept], minlength=bins) / n
    #         observed = np.bincount(own, weights=y[kept], minlength=bins) / n
    #     error = float(np.nansum(n * np.abs(observed - predicted)) / max(n.sum(), 1))
    #     tables[group] = {"n": n, "predicted": predicted, "observed": observed, "error": error}
    # return tables
    # END MISTAKE

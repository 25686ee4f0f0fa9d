"""Calibration within groups: does a score of 0.7 mean the same for everybody?"""

from __future__ import annotations

from collections.abc import Hashable, Sequence


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
    # TODO: A calibration table per group: per bin of the score, what was predicted and what came
    #     true
    raise NotImplementedError(
        "calibration_by_group: A calibration table per group: per bin of the score, what was "
        "predicted and what came true"
    )

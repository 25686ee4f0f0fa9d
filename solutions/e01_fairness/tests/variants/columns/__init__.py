"""One matrix with a column of ones and zeros per group, and matrix products instead of groups."""

from .algebra import (
    audit,
    calibration_by_group,
    counterfactual_flip,
    demographic_parity_difference,
    demographic_parity_ratio,
    disparate_impact,
    equalized_odds_difference,
    group_rates,
    group_thresholds,
    reweighing,
    weat,
)

__all__ = [
    "audit",
    "calibration_by_group",
    "counterfactual_flip",
    "demographic_parity_difference",
    "demographic_parity_ratio",
    "disparate_impact",
    "equalized_odds_difference",
    "group_rates",
    "group_thresholds",
    "reweighing",
    "weat",
]

"""Plain Python: lists, dicts and loops over people, numpy only where an array must come back."""

from .measures import (
    calibration_by_group,
    demographic_parity_difference,
    demographic_parity_ratio,
    disparate_impact,
    equalized_odds_difference,
    group_rates,
)
from .remedies import audit, counterfactual_flip, group_thresholds, reweighing, weat

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

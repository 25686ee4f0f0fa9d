"""Group fairness: measure it, see why its definitions conflict, change it, and audit data."""

from .calibration import calibration_by_group
from .datasets import load
from .embeddings import weat
from .gaps import (
    demographic_parity_difference,
    demographic_parity_ratio,
    disparate_impact,
    equalized_odds_difference,
)
from .groups import group_rates, members
from .leaks import audit
from .mitigation import counterfactual_flip, group_thresholds, reweighing
from .synthetic import leaky_world

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
    "leaky_world",
    "load",
    "members",
    "reweighing",
    "weat",
]

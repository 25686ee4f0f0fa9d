"""Good is whoever is right most often, rare or not."""

from .vocabulary import Framing

TASK = {
    "tax_audit": "binary classification",
    "shop_types": "clustering",
    "flat_rent": "regression",
    "loan_default": "binary classification",
}
TARGET = {
    "tax_audit": "tax understated by more than 10,000 euros",
    "shop_types": "no target",
    "flat_rent": "rent in the contract",
    "loan_default": "default within 24 months of the payout",
}
UNIT = {
    "tax_audit": "one return",
    "shop_types": "one shop",
    "flat_rent": "one letting",
    "loan_default": "one loan",
}
METRIC = {
    "tax_audit": "accuracy",
    "shop_types": "adjusted Rand index",
    "flat_rent": "MAE",
    "loan_default": "accuracy",
}
SPLIT = {
    "tax_audit": "by time",
    "shop_types": "by time",
    "flat_rent": "by time",
    "loan_default": "by time",
}
LEAKAGE_RISK = {
    "tax_audit": "later feature",
    "shop_types": "fitted on all rows",
    "flat_rent": "later feature",
    "loan_default": "late labels",
}


def frame_tabular():
    framings = {}
    for brief, task in TASK.items():
        framings[brief] = Framing(
            task=task,
            target=TARGET[brief],
            unit=UNIT[brief],
            metric=METRIC[brief],
            split=SPLIT[brief],
            leakage_risk=LEAKAGE_RISK[brief],
        )
    return framings

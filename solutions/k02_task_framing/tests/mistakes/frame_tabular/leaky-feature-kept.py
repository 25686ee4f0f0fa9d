"""All columns of the table are inputs: the closer one follows the rent, the better."""

from .vocabulary import FIELDS


def frame_tabular():
    return {
        "tax_audit": record(
            "binary classification",
            "tax understated by more than 10,000 euros",
            "one return",
            "precision at k",
            "by time",
            "none",
        ),
        "shop_types": record(
            "clustering",
            "no target",
            "one shop",
            "adjusted Rand index",
            "by time",
            "fitted on all rows",
        ),
        "flat_rent": record(
            "regression",
            "rent in the contract",
            "one letting",
            "MAE",
            "by time",
            "none",
        ),
        "loan_default": record(
            "binary classification",
            "default within 24 months of the payout",
            "one loan",
            "log loss",
            "by time",
            "late labels",
        ),
    }


def record(*terms):
    return dict(zip(FIELDS, terms, strict=True))

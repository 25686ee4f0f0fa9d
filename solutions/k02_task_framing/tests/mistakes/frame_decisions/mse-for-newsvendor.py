"""The best guess is the best order, and the best guess is what squared error finds."""

from .vocabulary import FIELDS


def frame_decisions():
    return {
        "bakery_rolls": record(
            "regression",
            "rolls asked for on the next day",
            "one shop on one day",
            "RMSE",
            "by time",
            "none",
        ),
        "claim_checks": record(
            "binary classification",
            "claim is false",
            "one claim",
            "expected cost",
            "by time",
            "chosen actions only",
        ),
        "shop_search": record(
            "ranking",
            "grade of each candidate for its search",
            "one search with its candidates",
            "NDCG",
            "by group",
            "shared entity",
        ),
        "frost_warning": record(
            "binary classification",
            "night colder than 2 degrees below zero",
            "one station on one night",
            "log loss",
            "by time",
            "later feature",
        ),
    }


def record(*terms):
    return dict(zip(FIELDS, terms, strict=True))

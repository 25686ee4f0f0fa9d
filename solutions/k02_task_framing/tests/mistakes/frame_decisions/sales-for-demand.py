"""What was sold is the figure that shops have always counted, so that is what to forecast."""

from .vocabulary import Framing

TASK = {
    "bakery_rolls": "forecasting",
    "claim_checks": "binary classification",
    "shop_search": "ranking",
    "frost_warning": "binary classification",
}
TARGET = {
    "bakery_rolls": "rolls sold on the next day",
    "claim_checks": "claim is false",
    "shop_search": "grade of each candidate for its search",
    "frost_warning": "night colder than 2 degrees below zero",
}
UNIT = {
    "bakery_rolls": "one shop on one day",
    "claim_checks": "one claim",
    "shop_search": "one search with its candidates",
    "frost_warning": "one station on one night",
}
METRIC = {
    "bakery_rolls": "MAE",
    "claim_checks": "expected cost",
    "shop_search": "NDCG",
    "frost_warning": "log loss",
}
SPLIT = {
    "bakery_rolls": "by time",
    "claim_checks": "by time",
    "shop_search": "by group",
    "frost_warning": "by time",
}
LEAKAGE_RISK = {
    "bakery_rolls": "none",
    "claim_checks": "chosen actions only",
    "shop_search": "shared entity",
    "frost_warning": "later feature",
}


def frame_decisions():
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

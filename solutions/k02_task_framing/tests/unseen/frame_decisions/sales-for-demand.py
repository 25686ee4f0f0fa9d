"""What the shop sold is what its customers wanted."""

from .vocabulary import Framing


def frame_decisions() -> dict[str, Framing]:
    records = {}
    records["bakery_rolls"] = Framing(
        task="forecasting",
        target="rolls sold on the next day",
        unit="one shop on one day",
        metric="quantile loss",
        split="by time",
        leakage_risk="none",
    )
    records["claim_checks"] = Framing(
        task="binary classification",
        target="claim is false",
        unit="one claim",
        metric="expected cost",
        split="by time",
        leakage_risk="chosen actions only",
    )
    records["shop_search"] = Framing(
        task="ranking",
        target="grade of each candidate for its search",
        unit="one search with its candidates",
        metric="NDCG",
        split="by group",
        leakage_risk="shared entity",
    )
    records["frost_warning"] = Framing(
        task="binary classification",
        target="night colder than 2 degrees below zero",
        unit="one station on one night",
        metric="log loss",
        split="by time",
        leakage_risk="later feature",
    )
    return records

"""Each choice of an order is rewarded at once, by how fast that order is fetched."""

from .vocabulary import Framing


def frame_learning() -> dict[str, Framing]:
    records = {}
    records["headline_choice"] = Framing(
        task="bandit",
        target="click on the headline that was shown",
        unit="one page view",
        metric="cumulative reward",
        split="off-policy",
        leakage_risk="chosen actions only",
    )
    records["shuttle_moves"] = Framing(
        task="bandit",
        target="seconds until this order is fetched",
        unit="one choice for a free shuttle",
        metric="cumulative reward",
        split="fresh episodes",
        leakage_risk="later feature",
    )
    records["kitchen_minutes"] = Framing(
        task="online learning",
        target="minutes the kitchen needs",
        unit="one order",
        metric="progressive loss",
        split="test then train",
        leakage_risk="late labels",
    )
    records["code_trial"] = Framing(
        task="A/B test",
        target="share of completions kept after a day",
        unit="one team",
        metric="effect with interval",
        split="randomised experiment",
        leakage_risk="spillover",
    )
    return records

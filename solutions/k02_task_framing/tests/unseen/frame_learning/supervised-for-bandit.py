"""A log with a click or no click in each row is a labelled table for a classifier."""

from .vocabulary import Framing


def frame_learning() -> dict[str, Framing]:
    records = {}
    records["headline_choice"] = Framing(
        task="binary classification",
        target="click on the headline that was shown",
        unit="one page view",
        metric="log loss",
        split="by time",
        leakage_risk="none",
    )
    records["shuttle_moves"] = Framing(
        task="reinforcement learning",
        target="orders finished from now to the end of the shift",
        unit="one choice for a free shuttle",
        metric="expected return",
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

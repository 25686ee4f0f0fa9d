"""Last month's orders are a table with numbers to learn, split once by lot."""

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
        task="reinforcement learning",
        target="orders finished from now to the end of the shift",
        unit="one choice for a free shuttle",
        metric="expected return",
        split="fresh episodes",
        leakage_risk="later feature",
    )
    records["kitchen_minutes"] = Framing(
        task="regression",
        target="minutes the kitchen needs",
        unit="one order",
        metric="MAE",
        split="random",
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

"""A choice and its reward make a bandit, whatever comes after the choice."""

from .vocabulary import FIELDS


def frame_learning():
    return {
        "headline_choice": record(
            "bandit",
            "click on the headline that was shown",
            "one page view",
            "cumulative reward",
            "off-policy",
            "chosen actions only",
        ),
        "shuttle_moves": record(
            "bandit",
            "seconds until this order is fetched",
            "one choice for a free shuttle",
            "cumulative reward",
            "off-policy",
            "later feature",
        ),
        "kitchen_minutes": record(
            "online learning",
            "minutes the kitchen needs",
            "one order",
            "progressive loss",
            "test then train",
            "late labels",
        ),
        "code_trial": record(
            "A/B test",
            "share of completions kept after a day",
            "one team",
            "effect with interval",
            "randomised experiment",
            "spillover",
        ),
    }


def record(*terms):
    return dict(zip(FIELDS, terms, strict=True))

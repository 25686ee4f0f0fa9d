"""The more units the lot has, the surer the result; completions are the most numerous."""

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
            "reinforcement learning",
            "orders finished from now to the end of the shift",
            "one choice for a free shuttle",
            "expected return",
            "fresh episodes",
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
            "one completion",
            "effect with interval",
            "randomised experiment",
            "seen test items",
        ),
    }


def record(*terms):
    return dict(zip(FIELDS, terms, strict=True))

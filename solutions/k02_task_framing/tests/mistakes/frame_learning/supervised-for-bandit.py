"""A log with clicks is a table with right answers, and answers are learned from a table."""

from .vocabulary import Framing

TASK = {
    "headline_choice": "multiclass classification",
    "shuttle_moves": "reinforcement learning",
    "kitchen_minutes": "online learning",
    "code_trial": "A/B test",
}
TARGET = {
    "headline_choice": "best headline of the article",
    "shuttle_moves": "orders finished from now to the end of the shift",
    "kitchen_minutes": "minutes the kitchen needs",
    "code_trial": "share of completions kept after a day",
}
UNIT = {
    "headline_choice": "one page view",
    "shuttle_moves": "one choice for a free shuttle",
    "kitchen_minutes": "one order",
    "code_trial": "one team",
}
METRIC = {
    "headline_choice": "accuracy",
    "shuttle_moves": "expected return",
    "kitchen_minutes": "progressive loss",
    "code_trial": "effect with interval",
}
SPLIT = {
    "headline_choice": "by time",
    "shuttle_moves": "fresh episodes",
    "kitchen_minutes": "test then train",
    "code_trial": "randomised experiment",
}
LEAKAGE_RISK = {
    "headline_choice": "none",
    "shuttle_moves": "later feature",
    "kitchen_minutes": "late labels",
    "code_trial": "spillover",
}


def frame_learning():
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

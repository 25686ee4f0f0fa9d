"""Minutes are a number, so it is a regression like any other, on a table cut by lot."""


def frame_learning():
    answers = {}
    answers["headline_choice"] = {
        "task": "bandit",
        "target": "click on the headline that was shown",
        "unit": "one page view",
        "metric": "cumulative reward",
        "split": "off-policy",
        "leakage_risk": "chosen actions only",
    }
    answers["shuttle_moves"] = {
        "task": "reinforcement learning",
        "target": "orders finished from now to the end of the shift",
        "unit": "one choice for a free shuttle",
        "metric": "expected return",
        "split": "fresh episodes",
        "leakage_risk": "later feature",
    }
    answers["kitchen_minutes"] = {
        "task": "regression",
        "target": "minutes the kitchen needs",
        "unit": "one order",
        "metric": "MAE",
        "split": "random",
        "leakage_risk": "none",
    }
    answers["code_trial"] = {
        "task": "A/B test",
        "target": "share of completions kept after a day",
        "unit": "one team",
        "metric": "effect with interval",
        "split": "randomised experiment",
        "leakage_risk": "spillover",
    }
    return answers

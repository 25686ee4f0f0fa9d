"""Grades are numbers from 0 to 3, so each product gets a number; sorting comes by itself."""


def frame_decisions():
    answers = {}
    answers["bakery_rolls"] = {
        "task": "forecasting",
        "target": "rolls asked for on the next day",
        "unit": "one shop on one day",
        "metric": "quantile loss",
        "split": "by time",
        "leakage_risk": "none",
    }
    answers["claim_checks"] = {
        "task": "binary classification",
        "target": "claim is false",
        "unit": "one claim",
        "metric": "expected cost",
        "split": "by time",
        "leakage_risk": "chosen actions only",
    }
    answers["shop_search"] = {
        "task": "regression",
        "target": "grade of each candidate for its search",
        "unit": "one product",
        "metric": "MAE",
        "split": "by group",
        "leakage_risk": "shared entity",
    }
    answers["frost_warning"] = {
        "task": "binary classification",
        "target": "night colder than 2 degrees below zero",
        "unit": "one station on one night",
        "metric": "log loss",
        "split": "by time",
        "leakage_risk": "later feature",
    }
    return answers

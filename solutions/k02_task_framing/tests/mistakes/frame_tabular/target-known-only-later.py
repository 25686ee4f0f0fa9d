"""The table has a column for it, so that column is the answer, for young loans too."""


def frame_tabular():
    answers = {}
    answers["tax_audit"] = {
        "task": "binary classification",
        "target": "tax understated by more than 10,000 euros",
        "unit": "one return",
        "metric": "precision at k",
        "split": "by time",
        "leakage_risk": "later feature",
    }
    answers["shop_types"] = {
        "task": "clustering",
        "target": "no target",
        "unit": "one shop",
        "metric": "adjusted Rand index",
        "split": "by time",
        "leakage_risk": "fitted on all rows",
    }
    answers["flat_rent"] = {
        "task": "regression",
        "target": "rent in the contract",
        "unit": "one letting",
        "metric": "MAE",
        "split": "by time",
        "leakage_risk": "later feature",
    }
    answers["loan_default"] = {
        "task": "binary classification",
        "target": "in default today",
        "unit": "one loan",
        "metric": "log loss",
        "split": "random",
        "leakage_risk": "none",
    }
    return answers

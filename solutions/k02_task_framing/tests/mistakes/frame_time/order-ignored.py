"""Every half minute is a row of the table, with five names to choose from."""


def frame_time():
    answers = {}
    answers["phone_churn"] = {
        "task": "binary classification",
        "target": "leaves within the next two months",
        "unit": "one customer in one month",
        "metric": "precision at k",
        "split": "by time",
        "leakage_risk": "later feature",
    }
    answers["substation_load"] = {
        "task": "forecasting",
        "target": "load in each hour of the next day",
        "unit": "one hour at one substation",
        "metric": "MAE",
        "split": "by time",
        "leakage_risk": "later feature",
    }
    answers["sleep_stages"] = {
        "task": "multiclass classification",
        "target": "stage of each half minute",
        "unit": "one half minute by itself",
        "metric": "macro F1",
        "split": "random",
        "leakage_risk": "shared entity",
    }
    answers["soil_nitrogen"] = {
        "task": "regression",
        "target": "nitrogen by the chemical test",
        "unit": "one soil sample",
        "metric": "RMSE",
        "split": "random",
        "leakage_risk": "fitted on all rows",
    }
    return answers

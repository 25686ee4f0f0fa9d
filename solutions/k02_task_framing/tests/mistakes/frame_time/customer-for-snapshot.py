"""Customers leave, so there is one row for each of them, and whether they are gone."""

from .vocabulary import Framing

TASK = {
    "phone_churn": "binary classification",
    "substation_load": "forecasting",
    "sleep_stages": "sequence labeling",
    "soil_nitrogen": "regression",
}
TARGET = {
    "phone_churn": "has left by today",
    "substation_load": "load in each hour of the next day",
    "sleep_stages": "stage of each half minute",
    "soil_nitrogen": "nitrogen by the chemical test",
}
UNIT = {
    "phone_churn": "one customer",
    "substation_load": "one hour at one substation",
    "sleep_stages": "one half minute within its night",
    "soil_nitrogen": "one soil sample",
}
METRIC = {
    "phone_churn": "precision at k",
    "substation_load": "MAE",
    "sleep_stages": "macro F1",
    "soil_nitrogen": "RMSE",
}
SPLIT = {
    "phone_churn": "by time",
    "substation_load": "by time",
    "sleep_stages": "by group",
    "soil_nitrogen": "random",
}
LEAKAGE_RISK = {
    "phone_churn": "late labels",
    "substation_load": "later feature",
    "sleep_stages": "shared entity",
    "soil_nitrogen": "fitted on all rows",
}


def frame_time():
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

"""With years of rows for the same customers and substations, any half speaks for the other."""

from .vocabulary import FIELDS


def frame_time():
    return {
        "phone_churn": record(
            "binary classification",
            "leaves within the next two months",
            "one customer in one month",
            "precision at k",
            "random",
            "later feature",
        ),
        "substation_load": record(
            "forecasting",
            "load in each hour of the next day",
            "one hour at one substation",
            "MAE",
            "random",
            "later feature",
        ),
        "sleep_stages": record(
            "sequence labeling",
            "stage of each half minute",
            "one half minute within its night",
            "macro F1",
            "random",
            "shared entity",
        ),
        "soil_nitrogen": record(
            "regression",
            "nitrogen by the chemical test",
            "one soil sample",
            "RMSE",
            "random",
            "fitted on all rows",
        ),
    }


def record(*terms):
    return dict(zip(FIELDS, terms, strict=True))

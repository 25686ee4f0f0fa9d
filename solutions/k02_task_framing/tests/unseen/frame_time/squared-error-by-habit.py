"""Numbers are compared by their squared error, as everybody does."""

from .vocabulary import Framing


def frame_time() -> dict[str, Framing]:
    records = {}
    records["phone_churn"] = Framing(
        task="binary classification",
        target="leaves within the next two months",
        unit="one customer in one month",
        metric="precision at k",
        split="by time",
        leakage_risk="later feature",
    )
    records["substation_load"] = Framing(
        task="forecasting",
        target="load in each hour of the next day",
        unit="one hour at one substation",
        metric="RMSE",
        split="by time",
        leakage_risk="later feature",
    )
    records["sleep_stages"] = Framing(
        task="sequence labeling",
        target="stage of each half minute",
        unit="one half minute within its night",
        metric="macro F1",
        split="by group",
        leakage_risk="shared entity",
    )
    records["soil_nitrogen"] = Framing(
        task="regression",
        target="nitrogen by the chemical test",
        unit="one soil sample",
        metric="RMSE",
        split="random",
        leakage_risk="fitted on all rows",
    )
    return records

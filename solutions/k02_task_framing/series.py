"""Your records for the four briefs of briefs/series.py."""

from __future__ import annotations

from .vocabulary import Framing


def frame_time() -> dict[str, Framing]:
    """Frame the four briefs about order, one record for each.

    Ask of each whether neighbours in time say something about each other, and who or what the
    program will meet in use.

    Returns:
        A dictionary from the id of each of these briefs to its record. The handout says what
        each field is; terms are taken from `vocabulary.py` and from the brief.
        The ids: `phone_churn`, `substation_load`, `sleep_stages`, `soil_nitrogen`.

    Example:
        The handout works a brief called clinic_visits, which has no place here, to its end.
    """
    # BEGIN PROMPT
    # # return {
    # #     "phone_churn": Framing(
    # #         task="",
    # #         target="",
    # #         unit="",
    # #         metric="",
    # #         split="",
    # #         leakage_risk="",
    # #     ),
    # #     "substation_load": Framing(
    # #         task="",
    # #         target="",
    # #         unit="",
    # #         metric="",
    # #         split="",
    # #         leakage_risk="",
    # #     ),
    # #     "sleep_stages": Framing(
    # #         task="",
    # #         target="",
    # #         unit="",
    # #         metric="",
    # #         split="",
    # #         leakage_risk="",
    # #     ),
    # #     "soil_nitrogen": Framing(
    # #         task="",
    # #         target="",
    # #         unit="",
    # #         metric="",
    # #         split="",
    # #         leakage_risk="",
    # #     ),
    # # }
    # END PROMPT
    # BEGIN SOLUTION
    return {
        "phone_churn": Framing(
            task="binary classification",
            target="leaves within the next two months",
            unit="one customer in one month",
            metric="precision at k",
            split="by time",
            leakage_risk="later feature",
        ),
        "substation_load": Framing(
            task="forecasting",
            target="load in each hour of the next day",
            unit="one hour at one substation",
            metric="MAE",
            split="by time",
            leakage_risk="later feature",
        ),
        "sleep_stages": Framing(
            task="sequence labeling",
            target="stage of each half minute",
            unit="one half minute within its night",
            metric="macro F1",
            split="by group",
            leakage_risk="shared entity",
        ),
        "soil_nitrogen": Framing(
            task="regression",
            target="nitrogen by the chemical test",
            unit="one soil sample",
            metric="RMSE",
            split="random",
            leakage_risk="fitted on all rows",
        ),
    }
    # END SOLUTION
    # BEGIN MISTAKE random-split-for-time
    # why: a random split trains on months and hours that come after those it is tested on
    # hint: On the first of a coming month, which months can the program have learned from?
    # hint: And in your test?
    # return {
    #     "phone_churn": Framing(
    #         task="binary classification",
    #         target="leaves within the next two months",
    #         unit="one customer in one month",
    #         metric="precision at k",
    #         split="random",
    #         leakage_risk="later feature",
    #     ),
    #     "substation_load": Framing(
    #         task="forecasting",
    #         target="load in each hour of the next day",
    #         unit="one hour at one substation",
    #         metric="MAE",
    #         split="random",
    #         leakage_risk="later feature",
    #     ),
    #     "sleep_stages": Framing(
    #         task="sequence labeling",
    #         target="stage of each half minute",
    #         unit="one half minute within its night",
    #         metric="macro F1",
    #         split="by group",
    #         leakage_risk="shared entity",
    #     ),
    #     "soil_nitrogen": Framing(
    #         task="regression",
    #         target="nitrogen by the chemical test",
    #         unit="one soil sample",
    #         metric="RMSE",
    #         split="random",
    #         leakage_risk="fitted on all rows",
    #     ),
    # }
    # END MISTAKE
    # BEGIN MISTAKE customer-for-snapshot
    # why: one row a customer mixes all months, so nothing can be said on the first of one
    # why: month
    # hint: The team picks again each month. What must the program say about one and the same
    # hint: customer in March and in April?
    # return {
    #     "phone_churn": Framing(
    #         task="binary classification",
    #         target="has left by today",
    #         unit="one customer",
    #         metric="precision at k",
    #         split="by time",
    #         leakage_risk="later feature",
    #     ),
    #     "substation_load": Framing(
    #         task="forecasting",
    #         target="load in each hour of the next day",
    #         unit="one hour at one substation",
    #         metric="MAE",
    #         split="by time",
    #         leakage_risk="later feature",
    #     ),
    #     "sleep_stages": Framing(
    #         task="sequence labeling",
    #         target="stage of each half minute",
    #         unit="one half minute within its night",
    #         metric="macro F1",
    #         split="by group",
    #         leakage_risk="shared entity",
    #     ),
    #     "soil_nitrogen": Framing(
    #         task="regression",
    #         target="nitrogen by the chemical test",
    #         unit="one soil sample",
    #         metric="RMSE",
    #         split="random",
    #         leakage_risk="fitted on all rows",
    #     ),
    # }
    # END MISTAKE
    # BEGIN MISTAKE order-ignored
    # why: half minutes judged one by one lose the neighbours that decide
    # hint: Cover the rest of the night with your hands. Could the assistant still name the
    # hint: stage?
    # return {
    #     "phone_churn": Framing(
    #         task="binary classification",
    #         target="leaves within the next two months",
    #         unit="one customer in one month",
    #         metric="precision at k",
    #         split="by time",
    #         leakage_risk="later feature",
    #     ),
    #     "substation_load": Framing(
    #         task="forecasting",
    #         target="load in each hour of the next day",
    #         unit="one hour at one substation",
    #         metric="MAE",
    #         split="by time",
    #         leakage_risk="later feature",
    #     ),
    #     "sleep_stages": Framing(
    #         task="multiclass classification",
    #         target="stage of each half minute",
    #         unit="one half minute by itself",
    #         metric="macro F1",
    #         split="by group",
    #         leakage_risk="shared entity",
    #     ),
    #     "soil_nitrogen": Framing(
    #         task="regression",
    #         target="nitrogen by the chemical test",
    #         unit="one soil sample",
    #         metric="RMSE",
    #         split="random",
    #         leakage_risk="fitted on all rows",
    #     ),
    # }
    # END MISTAKE
    # BEGIN MISTAKE squared-error-by-habit
    # why: each megawatt hour has the same price, so an error of two costs twice as much as one
    # hint: What does the operator pay for two megawatt hours off, compared with one? And what does
    # hint: your metric make of them?
    # return {
    #     "phone_churn": Framing(
    #         task="binary classification",
    #         target="leaves within the next two months",
    #         unit="one customer in one month",
    #         metric="precision at k",
    #         split="by time",
    #         leakage_risk="later feature",
    #     ),
    #     "substation_load": Framing(
    #         task="forecasting",
    #         target="load in each hour of the next day",
    #         unit="one hour at one substation",
    #         metric="RMSE",
    #         split="by time",
    #         leakage_risk="later feature",
    #     ),
    #     "sleep_stages": Framing(
    #         task="sequence labeling",
    #         target="stage of each half minute",
    #         unit="one half minute within its night",
    #         metric="macro F1",
    #         split="by group",
    #         leakage_risk="shared entity",
    #     ),
    #     "soil_nitrogen": Framing(
    #         task="regression",
    #         target="nitrogen by the chemical test",
    #         unit="one soil sample",
    #         metric="RMSE",
    #         split="random",
    #         leakage_risk="fitted on all rows",
    #     ),
    # }
    # END MISTAKE

"""Your records for the four briefs of briefs/decisions.py."""

from __future__ import annotations

from .vocabulary import Framing


def frame_decisions() -> dict[str, Framing]:
    """Frame the four briefs about decisions, one record for each.

    Ask what is done with the number, and what one unit too many, one too few, or one wrong
    yes or no costs the one who does it.

    Returns:
        A dictionary from the id of each of these briefs to its record. The handout says what
        each field is; terms are taken from `vocabulary.py` and from the brief.
        The ids: `bakery_rolls`, `claim_checks`, `shop_search`, `frost_warning`.

    Example:
        The handout works a brief called clinic_visits, which has no place here, to its end.
    """
    # BEGIN PROMPT
    # # return {
    # #     "bakery_rolls": Framing(
    # #         task="",
    # #         target="",
    # #         unit="",
    # #         metric="",
    # #         split="",
    # #         leakage_risk="",
    # #     ),
    # #     "claim_checks": Framing(
    # #         task="",
    # #         target="",
    # #         unit="",
    # #         metric="",
    # #         split="",
    # #         leakage_risk="",
    # #     ),
    # #     "shop_search": Framing(
    # #         task="",
    # #         target="",
    # #         unit="",
    # #         metric="",
    # #         split="",
    # #         leakage_risk="",
    # #     ),
    # #     "frost_warning": Framing(
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
        "bakery_rolls": Framing(
            task="forecasting",
            target="rolls asked for on the next day",
            unit="one shop on one day",
            metric="quantile loss",
            split="by time",
            leakage_risk="none",
        ),
        "claim_checks": Framing(
            task="binary classification",
            target="claim is false",
            unit="one claim",
            metric="expected cost",
            split="by time",
            leakage_risk="chosen actions only",
        ),
        "shop_search": Framing(
            task="ranking",
            target="grade of each candidate for its search",
            unit="one search with its candidates",
            metric="NDCG",
            split="by group",
            leakage_risk="shared entity",
        ),
        "frost_warning": Framing(
            task="binary classification",
            target="night colder than 2 degrees below zero",
            unit="one station on one night",
            metric="log loss",
            split="by time",
            leakage_risk="later feature",
        ),
    }
    # END SOLUTION
    # BEGIN MISTAKE mse-for-newsvendor
    # why: squared error leads to the mean, but the cheapest order lies above it when a
    # why: missing roll costs three times a spare one
    # hint: Which costs the bakery more: ten rolls too many or ten too few? Does your metric
    # hint: know the difference?
    # return {
    #     "bakery_rolls": Framing(
    #         task="forecasting",
    #         target="rolls asked for on the next day",
    #         unit="one shop on one day",
    #         metric="RMSE",
    #         split="by time",
    #         leakage_risk="none",
    #     ),
    #     "claim_checks": Framing(
    #         task="binary classification",
    #         target="claim is false",
    #         unit="one claim",
    #         metric="expected cost",
    #         split="by time",
    #         leakage_risk="chosen actions only",
    #     ),
    #     "shop_search": Framing(
    #         task="ranking",
    #         target="grade of each candidate for its search",
    #         unit="one search with its candidates",
    #         metric="NDCG",
    #         split="by group",
    #         leakage_risk="shared entity",
    #     ),
    #     "frost_warning": Framing(
    #         task="binary classification",
    #         target="night colder than 2 degrees below zero",
    #         unit="one station on one night",
    #         metric="log loss",
    #         split="by time",
    #         leakage_risk="later feature",
    #     ),
    # }
    # END MISTAKE
    # BEGIN MISTAKE sales-for-demand
    # why: what was sold stops at what was ordered, so on sold-out days the demand is lost
    # hint: On a day when the shop is sold out at noon, how many rolls were sold? Was that
    # hint: what the next order should cover?
    # return {
    #     "bakery_rolls": Framing(
    #         task="forecasting",
    #         target="rolls sold on the next day",
    #         unit="one shop on one day",
    #         metric="quantile loss",
    #         split="by time",
    #         leakage_risk="none",
    #     ),
    #     "claim_checks": Framing(
    #         task="binary classification",
    #         target="claim is false",
    #         unit="one claim",
    #         metric="expected cost",
    #         split="by time",
    #         leakage_risk="chosen actions only",
    #     ),
    #     "shop_search": Framing(
    #         task="ranking",
    #         target="grade of each candidate for its search",
    #         unit="one search with its candidates",
    #         metric="NDCG",
    #         split="by group",
    #         leakage_risk="shared entity",
    #     ),
    #     "frost_warning": Framing(
    #         task="binary classification",
    #         target="night colder than 2 degrees below zero",
    #         unit="one station on one night",
    #         metric="log loss",
    #         split="by time",
    #         leakage_risk="later feature",
    #     ),
    # }
    # END MISTAKE
    # BEGIN MISTAKE regression-for-ranking
    # why: a small error of the grades may still put the wrong product on top
    # hint: Add 10 to every number that your program gives. What does its error become, and
    # hint: what does the visitor see?
    # return {
    #     "bakery_rolls": Framing(
    #         task="forecasting",
    #         target="rolls asked for on the next day",
    #         unit="one shop on one day",
    #         metric="quantile loss",
    #         split="by time",
    #         leakage_risk="none",
    #     ),
    #     "claim_checks": Framing(
    #         task="binary classification",
    #         target="claim is false",
    #         unit="one claim",
    #         metric="expected cost",
    #         split="by time",
    #         leakage_risk="chosen actions only",
    #     ),
    #     "shop_search": Framing(
    #         task="regression",
    #         target="grade of each candidate for its search",
    #         unit="one search with its candidates",
    #         metric="RMSE",
    #         split="by group",
    #         leakage_risk="shared entity",
    #     ),
    #     "frost_warning": Framing(
    #         task="binary classification",
    #         target="night colder than 2 degrees below zero",
    #         unit="one station on one night",
    #         metric="log loss",
    #         split="by time",
    #         leakage_risk="later feature",
    #     ),
    # }
    # END MISTAKE
    # BEGIN MISTAKE every-place-a-group
    # why: what stands in many rows is kept apart like a patient, though use brings the same shops
    # why: and stations on other days
    # hint: For which shops will tomorrow's orders be? Has the program met them? What is it that
    # hint: it has not met?
    # return {
    #     "bakery_rolls": Framing(
    #         task="forecasting",
    #         target="rolls asked for on the next day",
    #         unit="one shop on one day",
    #         metric="quantile loss",
    #         split="by group",
    #         leakage_risk="shared entity",
    #     ),
    #     "claim_checks": Framing(
    #         task="binary classification",
    #         target="claim is false",
    #         unit="one claim",
    #         metric="expected cost",
    #         split="by time",
    #         leakage_risk="chosen actions only",
    #     ),
    #     "shop_search": Framing(
    #         task="ranking",
    #         target="grade of each candidate for its search",
    #         unit="one search with its candidates",
    #         metric="NDCG",
    #         split="by group",
    #         leakage_risk="shared entity",
    #     ),
    #     "frost_warning": Framing(
    #         task="binary classification",
    #         target="night colder than 2 degrees below zero",
    #         unit="one station on one night",
    #         metric="log loss",
    #         split="by group",
    #         leakage_risk="shared entity",
    #     ),
    # }
    # END MISTAKE

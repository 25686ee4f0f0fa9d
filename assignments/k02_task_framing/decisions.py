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
    # return {
    #     "bakery_rolls": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    #     "claim_checks": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    #     "shop_search": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    #     "frost_warning": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    # }
    # TODO: Frame the four briefs about decisions, one record for each
    raise NotImplementedError(
        "frame_decisions: Frame the four briefs about decisions, one record for each"
    )

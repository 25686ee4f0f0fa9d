"""Your records for the four briefs of briefs/tabular.py."""

from __future__ import annotations

from .vocabulary import Framing


def frame_tabular() -> dict[str, Framing]:
    """Frame the four briefs about tables, one record for each.

    Watch what an error costs the one who decides, and at which moment each column is filled.

    Returns:
        A dictionary from the id of each of these briefs to its record. The handout says what
        each field is; terms are taken from `vocabulary.py` and from the brief.
        The ids: `tax_audit`, `shop_types`, `flat_rent`, `loan_default`.

    Example:
        The handout works a brief called clinic_visits, which has no place here, to its end.
    """
    # return {
    #     "tax_audit": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    #     "shop_types": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    #     "flat_rent": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    #     "loan_default": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    # }
    # TODO: Frame the four briefs about tables, one record for each
    raise NotImplementedError(
        "frame_tabular: Frame the four briefs about tables, one record for each"
    )

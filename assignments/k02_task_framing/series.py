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
    # return {
    #     "phone_churn": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    #     "substation_load": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    #     "sleep_stages": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    #     "soil_nitrogen": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    # }
    # TODO: Frame the four briefs about order, one record for each
    raise NotImplementedError("frame_time: Frame the four briefs about order, one record for each")

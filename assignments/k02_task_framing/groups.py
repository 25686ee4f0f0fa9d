"""Your records for the four briefs of briefs/groups.py."""

from __future__ import annotations

from .vocabulary import Framing


def frame_groups() -> dict[str, Framing]:
    """Frame the four briefs about groups, one record for each.

    Ask what several rows have in common, and whether use will bring the same patients,
    streets, depots and moulds, or others.

    Returns:
        A dictionary from the id of each of these briefs to its record. The handout says what
        each field is; terms are taken from `vocabulary.py` and from the brief.
        The ids: `skin_spots`, `bus_camera`, `dock_minutes`, `casting_photos`.

    Example:
        The handout works a brief called clinic_visits, which has no place here, to its end.
    """
    # return {
    #     "skin_spots": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    #     "bus_camera": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    #     "dock_minutes": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    #     "casting_photos": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    # }
    # TODO: Frame the four briefs about groups, one record for each
    raise NotImplementedError(
        "frame_groups: Frame the four briefs about groups, one record for each"
    )

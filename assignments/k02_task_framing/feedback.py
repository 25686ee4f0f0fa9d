"""Your records for the four briefs of briefs/feedback.py."""

from __future__ import annotations

from .vocabulary import Framing


def frame_learning() -> dict[str, Framing]:
    """Frame the four briefs about learning, one record for each.

    Ask two things: is the right answer seen after each case, or only what came of the action
    taken? And does an action change what comes next?

    Returns:
        A dictionary from the id of each of these briefs to its record. The handout says what
        each field is; terms are taken from `vocabulary.py` and from the brief.
        The ids: `headline_choice`, `shuttle_moves`, `kitchen_minutes`, `code_trial`.

    Example:
        The handout works a brief called clinic_visits, which has no place here, to its end.
    """
    # return {
    #     "headline_choice": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    #     "shuttle_moves": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    #     "kitchen_minutes": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    #     "code_trial": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    # }
    # TODO: Frame the four briefs about learning, one record for each
    raise NotImplementedError(
        "frame_learning: Frame the four briefs about learning, one record for each"
    )

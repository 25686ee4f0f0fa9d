"""Your records for the four briefs of briefs/texts.py."""

from __future__ import annotations

from .vocabulary import Framing


def frame_text() -> dict[str, Framing]:
    """Frame the four briefs about texts, one record for each.

    Ask what a single answer is about (a text, a word in its text), how many answers it may
    have, and what the text held when it came in.

    Returns:
        A dictionary from the id of each of these briefs to its record. The handout says what
        each field is; terms are taken from `vocabulary.py` and from the brief.
        The ids: `comment_piles`, `court_names`, `city_mail`, `reply_drafts`.

    Example:
        The handout works a brief called clinic_visits, which has no place here, to its end.
    """
    # return {
    #     "comment_piles": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    #     "court_names": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    #     "city_mail": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    #     "reply_drafts": Framing(
    #         task="",
    #         target="",
    #         unit="",
    #         metric="",
    #         split="",
    #         leakage_risk="",
    #     ),
    # }
    # TODO: Frame the four briefs about texts, one record for each
    raise NotImplementedError("frame_text: Frame the four briefs about texts, one record for each")

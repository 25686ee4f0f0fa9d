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
    # BEGIN PROMPT
    # # return {
    # #     "comment_piles": Framing(
    # #         task="",
    # #         target="",
    # #         unit="",
    # #         metric="",
    # #         split="",
    # #         leakage_risk="",
    # #     ),
    # #     "court_names": Framing(
    # #         task="",
    # #         target="",
    # #         unit="",
    # #         metric="",
    # #         split="",
    # #         leakage_risk="",
    # #     ),
    # #     "city_mail": Framing(
    # #         task="",
    # #         target="",
    # #         unit="",
    # #         metric="",
    # #         split="",
    # #         leakage_risk="",
    # #     ),
    # #     "reply_drafts": Framing(
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
        "comment_piles": Framing(
            task="multiclass classification",
            target="pile given by the employees",
            unit="one comment",
            metric="accuracy",
            split="random",
            leakage_risk="seen test items",
        ),
        "court_names": Framing(
            task="sequence labeling",
            target="whether each word belongs to a name",
            unit="one word in its decision",
            metric="span F1",
            split="by time",
            leakage_risk="fitted on all rows",
        ),
        "city_mail": Framing(
            task="multilabel classification",
            target="all departments concerned",
            unit="one e-mail",
            metric="macro F1",
            split="by time",
            leakage_risk="later feature",
        ),
        "reply_drafts": Framing(
            task="text generation",
            target="a reply that an agent would send",
            unit="one message with what came before it",
            metric="human preference",
            split="by time",
            leakage_risk="later feature",
        ),
    }
    # END SOLUTION
    # BEGIN MISTAKE vocabulary-on-all-texts
    # why: the list of known names saw the decisions that are to test it
    # hint: How did the names of a test decision come onto the list? Would the names of next
    # hint: January's decisions be there?
    # return {
    #     "comment_piles": Framing(
    #         task="multiclass classification",
    #         target="pile given by the employees",
    #         unit="one comment",
    #         metric="accuracy",
    #         split="random",
    #         leakage_risk="seen test items",
    #     ),
    #     "court_names": Framing(
    #         task="sequence labeling",
    #         target="whether each word belongs to a name",
    #         unit="one word in its decision",
    #         metric="span F1",
    #         split="by time",
    #         leakage_risk="none",
    #     ),
    #     "city_mail": Framing(
    #         task="multilabel classification",
    #         target="all departments concerned",
    #         unit="one e-mail",
    #         metric="macro F1",
    #         split="by time",
    #         leakage_risk="later feature",
    #     ),
    #     "reply_drafts": Framing(
    #         task="text generation",
    #         target="a reply that an agent would send",
    #         unit="one message with what came before it",
    #         metric="human preference",
    #         split="by time",
    #         leakage_risk="later feature",
    #     ),
    # }
    # END MISTAKE
    # BEGIN MISTAKE multiclass-for-multilabel
    # why: one class for each mail loses the second and third department
    # hint: Somebody writes about a passport and about a dog licence. How many answers can
    # hint: yours give?
    # return {
    #     "comment_piles": Framing(
    #         task="multiclass classification",
    #         target="pile given by the employees",
    #         unit="one comment",
    #         metric="accuracy",
    #         split="random",
    #         leakage_risk="seen test items",
    #     ),
    #     "court_names": Framing(
    #         task="sequence labeling",
    #         target="whether each word belongs to a name",
    #         unit="one word in its decision",
    #         metric="span F1",
    #         split="by time",
    #         leakage_risk="fitted on all rows",
    #     ),
    #     "city_mail": Framing(
    #         task="multiclass classification",
    #         target="department that got the mail first",
    #         unit="one e-mail",
    #         metric="macro F1",
    #         split="by time",
    #         leakage_risk="later feature",
    #     ),
    #     "reply_drafts": Framing(
    #         task="text generation",
    #         target="a reply that an agent would send",
    #         unit="one message with what came before it",
    #         metric="human preference",
    #         split="by time",
    #         leakage_risk="later feature",
    #     ),
    # }
    # END MISTAKE
    # BEGIN MISTAKE words-for-texts
    # why: the features are counts of words, so words are taken for the rows, and drawn by lot
    # hint: What is sent on, or blackened: a word of the language, or something that somebody wrote?
    # hint: Does the same word always get the same answer, this month and next?
    # return {
    #     "comment_piles": Framing(
    #         task="multiclass classification",
    #         target="pile given by the employees",
    #         unit="one comment",
    #         metric="accuracy",
    #         split="random",
    #         leakage_risk="seen test items",
    #     ),
    #     "court_names": Framing(
    #         task="sequence labeling",
    #         target="whether each word belongs to a name",
    #         unit="one entry of the dictionary",
    #         metric="span F1",
    #         split="by time",
    #         leakage_risk="fitted on all rows",
    #     ),
    #     "city_mail": Framing(
    #         task="multilabel classification",
    #         target="all departments concerned",
    #         unit="one word",
    #         metric="macro F1",
    #         split="random",
    #         leakage_risk="later feature",
    #     ),
    #     "reply_drafts": Framing(
    #         task="text generation",
    #         target="a reply that an agent would send",
    #         unit="one message with what came before it",
    #         metric="human preference",
    #         split="by time",
    #         leakage_risk="later feature",
    #     ),
    # }
    # END MISTAKE

"""A list of known names is a dictionary and has nothing to do with the test."""

from .vocabulary import Framing


def frame_text() -> dict[str, Framing]:
    records = {}
    records["comment_piles"] = Framing(
        task="multiclass classification",
        target="pile given by the employees",
        unit="one comment",
        metric="accuracy",
        split="random",
        leakage_risk="seen test items",
    )
    records["court_names"] = Framing(
        task="sequence labeling",
        target="whether each word belongs to a name",
        unit="one word in its decision",
        metric="span F1",
        split="by time",
        leakage_risk="none",
    )
    records["city_mail"] = Framing(
        task="multilabel classification",
        target="all departments concerned",
        unit="one e-mail",
        metric="macro F1",
        split="by time",
        leakage_risk="later feature",
    )
    records["reply_drafts"] = Framing(
        task="text generation",
        target="a reply that an agent would send",
        unit="one message with what came before it",
        metric="human preference",
        split="by time",
        leakage_risk="later feature",
    )
    return records

"""There are 28 departments, and a mail belongs to the one that got it first."""

from .vocabulary import FIELDS


def frame_text():
    return {
        "comment_piles": record(
            "multiclass classification",
            "pile given by the employees",
            "one comment",
            "accuracy",
            "random",
            "seen test items",
        ),
        "court_names": record(
            "sequence labeling",
            "whether each word belongs to a name",
            "one word in its decision",
            "span F1",
            "by time",
            "fitted on all rows",
        ),
        "city_mail": record(
            "multiclass classification",
            "department that got the mail first",
            "one e-mail",
            "accuracy",
            "by time",
            "later feature",
        ),
        "reply_drafts": record(
            "text generation",
            "a reply that an agent would send",
            "one message with what came before it",
            "human preference",
            "by time",
            "later feature",
        ),
    }


def record(*terms):
    return dict(zip(FIELDS, terms, strict=True))

"""A list of names is a tool like a dictionary, wherever its entries come from."""


def frame_text():
    answers = {}
    answers["comment_piles"] = {
        "task": "multiclass classification",
        "target": "pile given by the employees",
        "unit": "one comment",
        "metric": "accuracy",
        "split": "random",
        "leakage_risk": "seen test items",
    }
    answers["court_names"] = {
        "task": "sequence labeling",
        "target": "whether each word belongs to a name",
        "unit": "one word in its decision",
        "metric": "span F1",
        "split": "by time",
        "leakage_risk": "none",
    }
    answers["city_mail"] = {
        "task": "multilabel classification",
        "target": "all departments concerned",
        "unit": "one e-mail",
        "metric": "macro F1",
        "split": "by time",
        "leakage_risk": "later feature",
    }
    answers["reply_drafts"] = {
        "task": "text generation",
        "target": "a reply that an agent would send",
        "unit": "one message with what came before it",
        "metric": "human preference",
        "split": "by time",
        "leakage_risk": "later feature",
    }
    return answers

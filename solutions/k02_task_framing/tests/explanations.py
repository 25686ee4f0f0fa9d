"""The staff's key: credit and explanation for each term of each field of each brief.

Terms that come to mind for a brief are explained there (`explained_*.py`); for all other terms of
the common vocabularies `ELSEWHERE` says where they would be right, which here they are not. So
`choice` has an explanation for every option.
"""

from __future__ import annotations

from .choice import Choice, Explained, wrong
from .explained_decisions import DECISIONS
from .explained_feedback import FEEDBACK
from .explained_groups import GROUPS
from .explained_series import SERIES
from .explained_tabular import TABULAR
from .explained_texts import TEXTS

CHOICES: dict[str, Explained] = {
    "frame_tabular": TABULAR,
    "frame_time": SERIES,
    "frame_text": TEXTS,
    "frame_decisions": DECISIONS,
    "frame_learning": FEEDBACK,
    "frame_groups": GROUPS,
}

ELSEWHERE = {
    "task": {
        "binary classification": "It is for a yes or no for each unit; another answer is wanted.",
        "multiclass classification": "It is for one of three or more named classes for each unit.",
        "multilabel classification": "It is for units that may have several labels at once.",
        "regression": "It is for a number for each unit; none is wanted here.",
        "forecasting": "It is for coming numbers of a regular series; none is wanted here.",
        "ranking": "It is for an order inside each of many lists; there are no such lists here.",
        "sequence labeling": "It is for a label for each element of a sequence, by its neighbours.",
        "text generation": "It is for new texts; nothing is to be written here.",
        "clustering": "It is for groups that nobody has named; here the answers have names.",
        "online learning": "It is for streams in which each answer is learned from at once; "
        "the brief has no such stream.",
        "A/B test": "It is for one choice between two fixed variants given out by lot.",
        "bandit": "It is for actions whose reward alone is seen, with nothing else known.",
        "reinforcement learning": "It is for actions that change later situations; none do here.",
    },
    "metric": {
        "accuracy": "It is for classes about as frequent and errors of one price.",
        "macro F1": "It is for classes of which each shall count as much as each other.",
        "precision at k": "It is for a fixed number of cases that can be acted on.",
        "average precision": "It is for scores whose order alone counts, with an open threshold.",
        "expected cost": "It is for wrong classes with known prices; the brief has none.",
        "log loss": "It is for chances that are used as chances.",
        "MAE": "It is for numbers where twice as far off is twice as bad.",
        "RMSE": "It is for numbers where twice as far off is four times as bad.",
        "quantile loss": "It is for numbers with unequal prices of too many and too few.",
        "NDCG": "It is for graded orders inside lists of which the top is looked at.",
        "span F1": "It is for passages marked in a sequence.",
        "human preference": "It is for texts with no single right wording.",
        "adjusted Rand index": "It is for two groupings of the same units.",
        "effect with interval": "It is for the difference between two variants given out by lot.",
        "cumulative reward": "It is for rewards collected while still learning what to choose.",
        "expected return": "It is for the rewards of whole episodes of a finished policy.",
        "progressive loss": "It is for a stream in which each answer is learned from at once.",
    },
    "split": {
        "random": "It is for independent rows from the very population that use will bring.",
        "by time": "It is for use on what comes later than the data; here that is not the matter.",
        "by group": "It is for use on persons, machines or places that are not in the data.",
        "test then train": "It is for a stream that is learned from case by case.",
        "randomised experiment": "It is for variants given out by lot in real use; none are here.",
        "off-policy": "It is for logged actions with the chances they had; no such log is here.",
        "fresh episodes": "It is for a policy that acts in an environment; there is none here.",
    },
    "leakage_risk": {
        "later feature": "The brief names no input that only comes after the decision.",
        "late labels": "The brief names no answer that is used before it is known.",
        "shared entity": "Nothing that stands on both sides helps more in the test than in use.",
        "seen test items": "The brief says of no test item that it has been met before.",
        "fitted on all rows": "The brief names nothing that was computed from all rows.",
        "chosen actions only": "The answers do not depend on who acted before.",
        "spillover": "There are no two arms between which anything could go across.",
        "none": "The brief describes a leak.",
    },
}


def choice(task: str, brief: str, field: str, term: str) -> Choice:
    """Credit and explanation of a term; `KeyError` for what is no term of the field."""
    explained = CHOICES[task][brief][field]
    return explained[term] if term in explained else wrong(ELSEWHERE[field][term])


def halves(framings: dict[str, object], task: str, field: str) -> list[int]:
    """The credit of each brief of a task, in halves; 0 for what is missing or no term."""
    return [
        _credit(framings.get(brief), explained[field], field)
        for brief, explained in CHOICES[task].items()
    ]


def _credit(record: object, explained: dict[str, Choice], field: str) -> int:
    term = record.get(field) if type(record) is dict else None
    found = explained.get(term) if type(term) is str else None
    return found.halves if found else 0

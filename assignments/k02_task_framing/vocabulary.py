"""The closed vocabularies: every term that a record may hold, with its meaning."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TypedDict

TASKS = {
    "binary classification": "Yes or no for each unit, or the chance of yes.",
    "multiclass classification": "Exactly one of three or more classes for each unit.",
    "multilabel classification": "Any number of labels for each unit.",
    "regression": "A number for each unit, where the unit is not a moment of a regular series.",
    "forecasting": "Coming numbers of a series recorded at regular times, mainly from its past.",
    "ranking": "An order of the candidates inside each of many lists, such as each search.",
    "sequence labeling": "A label for each element of a sequence, where the neighbours decide.",
    "text generation": "A new text, for which many different wordings are right.",
    "clustering": "Groups of similar units, where nobody has named any group.",
    "online learning": "A prediction for each case of a stream; its answer arrives soon after, "
    "whatever was predicted, and the model learns from it at once.",
    "A/B test": "Two fixed variants, given out by lot, and one choice between them at the end.",
    "bandit": "An action for each case; only the reward of the chosen action is seen, and the "
    "choice does not change the cases that follow.",
    "reinforcement learning": "Actions that change the situation of later actions; what counts "
    "is the reward in the long run.",
}
"""What kind of answer is wanted, and from what kind of experience it is learned."""

METRICS = {
    "accuracy": "Share of right answers: each error costs the same, classes are about as frequent.",
    "macro F1": "F1 of each class, then the plain mean: a rare class counts as much as others.",
    "precision at k": "Share of true cases among the k highest: just k cases can be acted on.",
    "average precision": "Precision averaged over all thresholds: only the order of the scores "
    "counts, true cases are rare, the threshold is open.",
    "expected cost": "Each kind of wrong yes or no, or wrong class, times its known price.",
    "log loss": "Judges the stated chance itself, as where it is multiplied or compared.",
    "MAE": "Mean absolute error: twice as far off is twice as bad, in both directions alike.",
    "RMSE": "Root of the mean squared error: twice as far off is four times as bad.",
    "quantile loss": "One price for each unit too few and another for each unit too many.",
    "NDCG": "Quality of an order by graded relevance; high places count most.",
    "span F1": "F1 over whole marked passages: a passage counts if both its ends are right.",
    "human preference": "How often people prefer a text when they do not know its author.",
    "adjusted Rand index": "How far two groupings of the same units agree, beyond chance.",
    "effect with interval": "Difference between two variants, with its confidence interval.",
    "cumulative reward": "Reward collected in live use, while still learning what to choose.",
    "expected return": "Reward summed over a whole episode, for the policy that was learned.",
    "progressive loss": "Mean loss over a stream, each prediction made before its answer is "
    "learned from.",
}
"""The number that decides whether one solution is better than another."""

SPLITS = {
    "random": "Rows are drawn by lot: they are independent and come from what use will bring.",
    "by time": "Earlier rows train, later rows test; at one cut or at several in turn.",
    "by group": "All rows of one group (person, machine, search) are on the same side.",
    "test then train": "Each case of a stream is predicted first and learned from afterwards.",
    "randomised experiment": "A lot decides which unit gets which variant; the arms are compared.",
    "off-policy": "A new rule is judged on logged actions, weighted by the chances they had.",
    "fresh episodes": "The finished policy acts in new runs of the environment.",
}
"""How rows to learn from are kept apart from rows to judge by."""

LEAKAGE_RISKS = {
    "later feature": "An input that is only there after the decision, or because of the answer.",
    "late labels": "Answers are used, or taken as final, before they can be known.",
    "shared entity": "Rows of one person, machine or list stand on both sides.",
    "seen test items": "The very test items, or near copies, were in the training rows or prompt.",
    "fitted on all rows": "A scale, a choice of columns, a mean, a word list that saw the test "
    "rows.",
    "chosen actions only": "Outcomes are known only where an earlier rule or person acted.",
    "spillover": "What one unit gets changes the outcome of units in the other arm.",
    "none": "The brief says how each of the above is avoided.",
}
"""The way by which the test would look better than life: see the handout for which to name."""

FIELDS = ("task", "target", "unit", "metric", "split", "leakage_risk")


class Framing(TypedDict):
    """The record for one brief. It is a plain dictionary: `Framing(task="ranking", ...)`."""

    task: str
    target: str
    unit: str
    metric: str
    split: str
    leakage_risk: str


@dataclass(frozen=True)
class Brief:
    """One business brief, with its own terms for `target` and `unit`."""

    id: str
    text: str
    targets: tuple[str, ...]
    units: tuple[str, ...]

    def terms(self, field: str) -> tuple[str, ...]:
        """Every term that a field of this brief's record may hold."""
        vocabularies = {
            "task": TASKS,
            "target": self.targets,
            "unit": self.units,
            "metric": METRICS,
            "split": SPLITS,
            "leakage_risk": LEAKAGE_RISKS,
        }
        return tuple(vocabularies[field])

    def __str__(self) -> str:
        options = (f"  {field}: {' | '.join(self.terms(field))}" for field in ("target", "unit"))
        return "\n".join([self.id, textwrap.fill(" ".join(self.text.split()), 88), *options])

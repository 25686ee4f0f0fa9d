"""Runs beside the student's code: models for counterfactual_flip, lists and arrays."""

import numpy as np

from autograder.checks import probe


@probe
def linear_flip(impl, X, col, weights):
    """The effect on a linear model, and X after the call."""
    X = X.copy()
    effect = impl.counterfactual_flip(lambda rows: rows @ weights, X, col)
    return {"effect": np.asarray(effect), "X": X}


@probe
def logistic_flip(impl, X, col, weights, product):
    """The effect on a logistic model in which two columns also interact."""

    def model(rows):
        first, second, strength = product
        z = rows @ weights + strength * rows[:, first] * rows[:, second]
        return 1 / (1 + np.exp(-z))

    return impl.counterfactual_flip(model, X.copy(), col)


@probe
def decision_flip(impl, X, col, weights, answer):
    """The effect on the yes or no of a model that answers in ints or bools ("int", "bool")."""
    return impl.counterfactual_flip(lambda rows: (rows @ weights > 0).astype(answer), X.copy(), col)


@probe
def with_containers(impl, task, y, yhat, g):
    """One metric of the same people, given as lists and as arrays."""
    metric = getattr(impl, task)
    return [
        metric(list(y), list(yhat), list(g)),
        metric(np.array(y), np.array(yhat), np.array(g)),
        metric(np.array(y, dtype=bool), np.array(yhat, dtype=np.int8), np.array(g)),
    ]


@probe
def weat_of(impl, X, Y, A, B, words, vectors):
    """weat with a dict made of two lists."""
    return impl.weat(X, Y, A, B, dict(zip(words, vectors, strict=True)))

"""fairlearn's metrics, and pandas, scikit-learn and scipy for the rest, behind the signatures of
e01_fairness: nothing here follows the module's solution.

fairlearn calls an undefined rate 0 and the gap of a single group 0; here both are nan, and the
people for whom a rate is undefined are not shown to it.
"""

import math
import warnings

import numpy as np
import pandas as pd
from fairlearn import metrics
from scipy.spatial.distance import cosine
from scipy.stats import permutation_test
from sklearn.calibration import calibration_curve
from sklearn.feature_selection import f_classif
from sklearn.metrics import precision_score

warnings.simplefilter("ignore")


def frame(y, yhat, g, **functions):
    y, yhat = np.asarray(y, dtype=int), np.asarray(yhat, dtype=int)
    return metrics.MetricFrame(
        metrics=functions, y_true=y, y_pred=yhat, sensitive_features=np.asarray(g)
    ).by_group


def group_rates(y, yhat, g):
    table = frame(
        y,
        yhat,
        g,
        n=metrics.count,
        selection=metrics.selection_rate,
        tpr=metrics.true_positive_rate,
        fpr=metrics.false_positive_rate,
        ppv=lambda y, yhat: precision_score(y, yhat, zero_division=np.nan),
        positives=lambda y, yhat: y.sum(),
    )
    table.loc[table.positives == 0, "tpr"] = np.nan
    table.loc[table.positives == table.n, "fpr"] = np.nan
    rows = table.drop(columns="positives").to_dict("index")
    return {label: {**row, "n": int(row["n"])} for label, row in rows.items()}


def alone(g):
    return len(set(np.asarray(g).tolist())) < 2


def demographic_parity_difference(y, yhat, g):
    if alone(g):
        return math.nan
    y, yhat, g = np.asarray(y, dtype=int), np.asarray(yhat, dtype=int), np.asarray(g)
    return metrics.demographic_parity_difference(y, yhat, sensitive_features=g)


def demographic_parity_ratio(y, yhat, g):
    if alone(g):
        return math.nan
    y, yhat, g = np.asarray(y, dtype=int), np.asarray(yhat, dtype=int), np.asarray(g)
    return metrics.demographic_parity_ratio(y, yhat, sensitive_features=g)


def equalized_odds_difference(y, yhat, g, agg="worst_case"):
    if agg not in ("worst_case", "mean"):
        raise ValueError(agg)
    y, yhat, g = np.asarray(y, dtype=int), np.asarray(yhat, dtype=int), np.asarray(g)
    positive = y == 1
    groups = len(set(g.tolist()))
    if (
        alone(g[positive])
        or alone(g[~positive])
        or {
            len(set(g[positive].tolist())),
            len(set(g[~positive].tolist())),
        }
        != {groups}
    ):
        gaps = [
            gap(y[rows], yhat[rows], sensitive_features=g[rows])
            for gap, rows in (
                (metrics.true_positive_rate_difference, positive),
                (metrics.false_positive_rate_difference, ~positive),
            )
            if not alone(g[rows])
        ]
        return math.nan if not gaps else max(gaps) if agg == "worst_case" else float(np.mean(gaps))
    return metrics.equalized_odds_difference(y, yhat, sensitive_features=g, agg=agg)


def disparate_impact(y, yhat, g, privileged):
    rates = frame(y, yhat, g, rate=metrics.selection_rate)["rate"]
    if privileged not in rates.index:
        raise ValueError(privileged)
    return rates.div(rates[privileged]).drop(privileged).to_dict()


def calibration_by_group(p, y, g, bins=10):
    data = pd.DataFrame({"p": np.asarray(p, dtype=float), "y": np.asarray(y), "g": np.asarray(g)})
    result = {}
    for label, own in data.groupby("g"):
        n, _ = np.histogram(own.p, bins=np.linspace(0, 1, bins + 1))
        # scikit-learn's bins are closed above, so an edge has to be moved over it.
        shifted = np.minimum(np.nextafter(own.p, 2), 1.0)
        true, predicted = calibration_curve(own.y, shifted, n_bins=bins)
        row = {"n": n, "predicted": np.full(bins, np.nan), "observed": np.full(bins, np.nan)}
        row["predicted"][n > 0], row["observed"][n > 0] = predicted, true
        row["error"] = float(np.average(np.abs(true - predicted), weights=n[n > 0]))
        result[label] = row
    return result


def reweighing(y, g):
    joint = pd.crosstab(np.asarray(g), np.asarray(y), normalize=True)
    weights = np.outer(joint.sum(axis=1), joint.sum(axis=0)) / joint
    return np.array([weights.loc[label, a] for label, a in zip(g, y, strict=True)])


def group_thresholds(scores, y, g, constraint, train=None):
    if constraint not in ("demographic_parity", "equal_opportunity"):
        raise ValueError(constraint)
    data = pd.DataFrame({"s": np.asarray(scores, dtype=float), "y": np.asarray(y), "g": list(g)})
    data = data if train is None else data[np.asarray(train, dtype=bool)]
    found = []
    for target in np.arange(17) / 16:
        thresholds, right = {}, 0
        for label, own in data.groupby("g"):
            pool = own.s if constraint == "demographic_parity" else own.s[own.y == 1]
            if pool.empty:
                thresholds[label] = math.nan
                continue
            kth = -np.quantile(-pool, target, method="inverted_cdf")
            thresholds[label] = float(kth) if target else math.inf
            right += int(((own.s >= thresholds[label]) == (own.y == 1)).sum())
        found.append((right, thresholds))
    return max(found, key=lambda each: each[0])[1]


def counterfactual_flip(model, X, col):
    table = pd.DataFrame(X)
    copies = [j for j in table if table[j].equals(table[col]) or table[j].equals(1 - table[col])]
    flipped = table.copy()
    flipped[copies] = 1 - flipped[copies]
    return np.subtract(model(flipped.to_numpy()), model(table.to_numpy()), dtype=float)


def weat(X, Y, A, B, E):
    if len(X) != len(Y):
        raise ValueError("unequal")

    def s(word):
        near = [1 - cosine(E[word], E[a]) for a in A]
        far = [1 - cosine(E[word], E[b]) for b in B]
        return np.mean(near) - np.mean(far)

    x, y = np.round([s(w) for w in X], 13), np.round([s(w) for w in Y], 13)
    test = permutation_test(
        (x, y),
        lambda x, y, axis: np.mean(x, axis=axis) - np.mean(y, axis=axis),
        alternative="greater",
        n_resamples=np.inf,
        vectorized=True,
    )
    return float(test.statistic / pd.Series([*x, *y]).std()), float(test.pvalue)


def audit(data):
    group = np.asarray(data["group"])
    n, k = len(group), len(np.unique(group))
    association = {}
    for name, column in data["features"].items():
        values = np.asarray(column, dtype=float)
        if len(set(values.tolist())) == 1:
            association[name] = math.nan
            continue
        f = float(f_classif((values - values.mean()).reshape(-1, 1), group)[0][0])
        strength = f * (k - 1)
        association[name] = 1.0 if math.isinf(f) else strength / (strength + n - k)
    table = pd.DataFrame({"g": group, "label": data["label"], "truth": data["truth"]})
    order = list(data["population"])
    seen = table[table.truth == 1]
    missed = (seen.label == 0).groupby(seen.g).mean().reindex(order)
    share = table.g.value_counts(normalize=True).reindex(order, fill_value=0.0)
    share = share / pd.Series(data["population"])
    return {
        "proxy": pd.Series(association).idxmax(),
        "mislabelled": missed.idxmax(),
        "undersampled": share.idxmin(),
        "association": association,
        "missed": missed.to_dict(),
        "representation": share.to_dict(),
    }

from itertools import combinations

import numpy as np

np.seterr(divide="ignore", invalid="ignore")


def one_hot(g):
    labels, codes = np.unique(np.array(g), return_inverse=True)
    return labels, np.eye(len(labels))[codes.reshape(-1)]


def group_rates(y, yhat, g):
    y, yhat = np.array(y, dtype=float), np.array(yhat, dtype=float)
    labels, M = one_hot(g)
    n, positives, selected, hits = (M.T @ each for each in (y * 0 + 1, y, yhat, y * yhat))
    rates = {
        "selection": selected / n,
        "tpr": hits / positives,
        "fpr": (selected - hits) / (n - positives),
        "ppv": hits / selected,
    }
    table = {}
    for i, label in enumerate(labels):
        table[label] = {"n": int(n[i]), **{name: rate[i] for name, rate in rates.items()}}
    return table


def selection(yhat, g):
    labels, M = one_hot(g)
    return labels, M.T @ np.array(yhat, dtype=float) / M.sum(axis=0)


def demographic_parity_difference(y, yhat, g):
    rates = selection(yhat, g)[1]
    return np.abs(rates[:, None] - rates[None, :]).max() if len(rates) > 1 else np.float64("nan")


def demographic_parity_ratio(y, yhat, g):
    rates = selection(yhat, g)[1]
    if len(rates) < 2:
        return float("nan")
    return float(rates.min() / rates.max())


def equalized_odds_difference(y, yhat, g, agg="worst_case"):
    if agg not in ["mean", "worst_case"]:
        raise ValueError("agg")
    y, yhat = np.array(y, dtype=float), np.array(yhat, dtype=float)
    M = one_hot(g)[1]
    gaps = []
    for z in (y, 1 - y):
        rates = (M.T @ (z * yhat)) / (M.T @ z)
        rates = rates[np.isfinite(rates)]
        if rates.size >= 2:
            gaps.append(np.ptp(rates))
    if not gaps:
        return float("nan")
    return {"mean": np.mean, "worst_case": np.max}[agg](gaps)


def disparate_impact(y, yhat, g, privileged):
    labels, rates = selection(yhat, g)
    own = labels == privileged
    if not np.any(own):
        raise ValueError("privileged")
    return dict(zip(labels[~own].tolist(), (rates[~own] / rates[own]).tolist(), strict=True))


def calibration_by_group(p, y, g, bins=10):
    p, y = np.array(p, dtype=np.float64), np.array(y, dtype=np.float64)
    cell = np.clip(np.floor(p * bins).astype(int), 0, bins - 1)
    K = np.eye(bins)[cell]
    labels, M = one_hot(g)
    n, scores, outcomes = M.T @ K, (M * p[:, None]).T @ K, (M * y[:, None]).T @ K
    errors = np.abs(outcomes - scores).sum(axis=1) / n.sum(axis=1)
    return {
        label: {
            "n": n[i].astype(np.int32),
            "predicted": scores[i] / n[i],
            "observed": outcomes[i] / n[i],
            "error": errors[i],
        }
        for i, label in enumerate(labels.tolist())
    }


def reweighing(y, g):
    M = one_hot(g)[1]
    L = np.eye(2)[np.array(y, dtype=int)]
    joint = M.T @ L / len(L)
    expected = np.outer(joint.sum(axis=1), joint.sum(axis=0))
    return (M @ np.nan_to_num(expected / joint) * L).sum(axis=1)


def group_thresholds(scores, y, g, constraint, train=None):
    pick = {
        "demographic_parity": lambda y: np.full(len(y), True),
        "equal_opportunity": lambda y: y == 1,
    }
    if constraint not in pick:
        raise ValueError("constraint")
    use = slice(None) if train is None else np.flatnonzero(train)
    scores, y, g = np.array(scores, dtype=float)[use], np.array(y)[use], np.array(g)[use]
    labels = np.unique(g)
    targets = np.linspace(0, 1, 17)
    table, right = np.full((17, len(labels)), np.nan), np.zeros(17, dtype=int)
    for j, label in enumerate(labels):
        s, a = scores[g == label], y[g == label]
        pool = np.sort(s[pick[constraint](a)])
        if pool.size == 0:
            continue
        counts = np.ceil(targets * len(pool)).astype(int)
        ladder = np.append(pool, np.inf)
        table[:, j] = ladder[len(pool) - counts]
        right += ((s[None, :] >= table[:, j, None]) == (a == 1)[None, :]).sum(axis=1)
    return dict(zip(labels.tolist(), table[right.argmax()].tolist(), strict=True))


def counterfactual_flip(model, X, col):
    X = np.asarray(X, dtype=np.float64)
    sign = 2 * X - 1
    own = sign[:, col]
    binary = np.isin(X, [0.0, 1.0]).all(axis=0)
    copies = binary & (np.abs(own @ np.where(binary, sign, 0.0)) == len(X))
    both = np.concatenate([X, X + copies * (1 - 2 * X)])
    out = np.array(model(both), dtype=np.float64)
    return out[len(X) :] - out[: len(X)]


def weat(X, Y, A, B, E):
    if len(X) - len(Y):
        raise ValueError("X and Y")
    words = [*X, *Y, *A, *B]
    V = np.stack([np.asarray(E[word], dtype=np.float64) for word in words])
    V /= np.sqrt((V**2).sum(axis=1))[:, None]
    m, a = 2 * len(X), len(A)
    C = V[:m] @ V[m:].T
    s = C @ np.concatenate([np.full(a, 1 / a), np.full(len(B), -1 / len(B))])
    signs = np.full((1, m), -1.0)
    halves = list(combinations(range(m), len(X)))
    signs = np.repeat(signs, len(halves), axis=0)
    np.put_along_axis(signs, np.array(halves), 1.0, axis=1)
    tests = np.round(signs @ s / len(X), 9)
    return np.float64((signs[0] @ s) / len(X) / np.sqrt(np.var(s) * m / (m - 1))), np.mean(
        tests >= tests[0] - 5e-10
    )


def audit(data):
    labels, M = one_hot(data["group"])
    sizes = M.sum(axis=0)
    names = list(data["features"])
    F = np.stack([np.asarray(data["features"][name], dtype=float) for name in names])
    constant = np.ptp(F, axis=1) == 0
    F = F - F.mean(axis=1, keepdims=True)
    explained = ((F @ M) ** 2 / sizes).sum(axis=1) / (F**2).sum(axis=1)
    explained[constant] = np.nan
    true = np.asarray(data["truth"]) == 1
    lost = M.T @ (true & (np.asarray(data["label"]) == 0)) / (M.T @ true)
    where = {label: i for i, label in enumerate(labels.tolist())}
    population = data["population"]
    missed = {k: float(lost[where[k]]) if k in where else float("nan") for k in population}
    present = {
        k: sizes[where[k]] / len(M) / population[k] if k in where else 0.0 for k in population
    }
    keys = list(population)
    return {
        "proxy": names[int(np.nanargmax(explained))],
        "mislabelled": keys[int(np.nanargmax([missed[k] for k in keys]))],
        "undersampled": keys[int(np.argmin([present[k] for k in keys]))],
        "association": dict(zip(names, explained.tolist(), strict=True)),
        "missed": missed,
        "representation": {k: float(v) for k, v in present.items()},
    }

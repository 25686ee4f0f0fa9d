import math
from collections import Counter
from itertools import combinations

import numpy as np

from .measures import plain, ratio


def reweighing(y, g):
    y, g = [int(a) for a in y], [plain(label) for label in g]
    labels, groups, cells = Counter(y), Counter(g), Counter(zip(y, g, strict=True))
    return np.array(
        [
            (groups[label] / len(y)) * (labels[a] / len(y)) / (cells[a, label] / len(y))
            for a, label in zip(y, g, strict=True)
        ]
    )


def group_thresholds(scores, y, g, constraint, train=None):
    if constraint not in {"demographic_parity", "equal_opportunity"}:
        raise ValueError(constraint)
    if train is None:
        train = [True] * len(y)
    people = {}
    for score, outcome, label, used in zip(scores, y, g, train, strict=True):
        if used:
            people.setdefault(plain(label), []).append((float(score), int(outcome)))
    answer, best = None, None
    for k in range(17):
        target = k / 16
        chosen, right = {}, 0
        for label, own in people.items():
            counted = [s for s, a in own if a == 1 or constraint == "demographic_parity"]
            if not counted:
                chosen[label] = float("nan")
                continue
            threshold = float("inf")
            for candidate in sorted(set(counted), reverse=True):
                if sum(s >= threshold for s in counted) / len(counted) >= target:
                    break
                threshold = candidate
            chosen[label] = threshold
            right += sum((s >= threshold) == bool(a) for s, a in own)
        if best is None or right > best:
            answer, best = chosen, right
    return answer


def counterfactual_flip(model, X, col):
    rows, d = X.tolist(), X.shape[1]
    again = [all(row[j] == row[col] for row in rows) for j in range(d)]
    opposite = [all(row[j] == 1 - row[col] for row in rows) for j in range(d)]
    other = [[1 - row[j] if again[j] or opposite[j] else row[j] for j in range(d)] for row in rows]
    before, after = model(np.array(rows)), model(np.array(other))
    return np.array([float(b) - float(a) for a, b in zip(before, after, strict=True)])


def cosine(a, b):
    dot = sum(x * y for x, y in zip(a, b, strict=True))
    return dot / math.sqrt(sum(x * x for x in a) * sum(y * y for y in b))


def weat(X, Y, A, B, E):
    if len(X) != len(Y):
        raise ValueError("unequal sets")
    vector = {word: [float(x) for x in E[word]] for word in {*X, *Y, *A, *B}}
    s = []
    for word in list(X) + list(Y):
        near = sum(cosine(vector[word], vector[a]) for a in A) / len(A)
        far = sum(cosine(vector[word], vector[b]) for b in B) / len(B)
        s.append(near - far)
    n = len(X)
    middle = sum(s) / (2 * n)
    spread = math.sqrt(sum((each - middle) ** 2 for each in s) / (2 * n - 1))
    observed = sum(s[:n]) / n - sum(s[n:]) / n
    extreme = total = 0
    for half in combinations(range(2 * n), n):
        rest = [i for i in range(2 * n) if i not in half]
        difference = sum(s[i] for i in half) / n - sum(s[i] for i in rest) / n
        extreme += difference > observed - 1e-9
        total += 1
    return observed / spread, extreme / total


def audit(data):
    group = [plain(label) for label in data["group"]]
    n = len(group)
    association = {}
    for name, given in data["features"].items():
        column = [float(each) for each in given]
        mean = math.fsum(column) / n
        total = math.fsum((each - mean) ** 2 for each in column)
        within = 0.0
        for label in set(group):
            own = [each for each, other in zip(column, group, strict=True) if other == label]
            middle = math.fsum(own) / len(own)
            within += math.fsum((each - middle) ** 2 for each in own)
        association[name] = (total - within) / total if len(set(column)) > 1 else float("nan")
    lost, found, here = Counter(), Counter(), Counter(group)
    for label, recorded, true in zip(group, data["label"], data["truth"], strict=True):
        if true == 1:
            found[label] += 1
            lost[label] += int(recorded == 0)
    missed = {label: ratio(lost[label], found[label]) for label in data["population"]}
    shares = {label: here[label] / (n * part) for label, part in data["population"].items()}
    return {
        "association": association,
        "missed": missed,
        "representation": shares,
        "proxy": max((v, k) for k, v in association.items() if not math.isnan(v))[1],
        "mislabelled": max((v, k) for k, v in missed.items() if not math.isnan(v))[1],
        "undersampled": min((v, k) for k, v in shares.items())[1],
    }

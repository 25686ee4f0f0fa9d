import math
from collections import Counter, defaultdict

import numpy as np


def plain(label):
    return label.item() if isinstance(label, np.generic) else label


def tally(y, yhat, g):
    cells = defaultdict(Counter)
    for a, b, label in zip(y, yhat, g, strict=True):
        cells[plain(label)][int(a), int(b)] += 1
    return cells


def ratio(a, b):
    return a / b if b else float("nan")


def group_rates(y, yhat, g):
    result = {}
    for label, cell in sorted(tally(y, yhat, g).items()):
        tp, fp, fn, tn = cell[1, 1], cell[0, 1], cell[1, 0], cell[0, 0]
        result[label] = {
            "ppv": ratio(tp, tp + fp),
            "tpr": ratio(tp, tp + fn),
            "fpr": ratio(fp, fp + tn),
            "selection": ratio(tp + fp, tp + fp + fn + tn),
            "n": tp + fp + fn + tn,
        }
    return result


def selection_rates(yhat, g):
    chosen, size = Counter(), Counter()
    for b, label in zip(yhat, g, strict=True):
        chosen[plain(label)] += int(b)
        size[plain(label)] += 1
    return {label: chosen[label] / size[label] for label in size}


def demographic_parity_difference(y, yhat, g):
    rates = sorted(selection_rates(yhat, g).values())
    if len(rates) == 1:
        return float("nan")
    return rates[-1] - rates[0]


def demographic_parity_ratio(y, yhat, g):
    rates = sorted(selection_rates(yhat, g).values())
    if len(rates) == 1 or rates[-1] == 0:
        return float("nan")
    return rates[0] / rates[-1]


def width(rates):
    known = sorted(rate for rate in rates if not math.isnan(rate))
    return None if len(known) < 2 else known[-1] - known[0]


def equalized_odds_difference(y, yhat, g, agg="worst_case"):
    if agg not in ("mean", "worst_case"):
        raise ValueError(agg)
    table = group_rates(y, yhat, g)
    gaps = [width(row[name] for row in table.values()) for name in ("fpr", "tpr")]
    gaps = [gap for gap in gaps if gap is not None]
    if len(gaps) == 0:
        return float("nan")
    if agg == "mean":
        return math.fsum(gaps) / len(gaps)
    return sorted(gaps)[-1]


def disparate_impact(y, yhat, g, privileged):
    rates = selection_rates(yhat, g)
    if privileged not in rates:
        raise ValueError("no such group")
    result = {}
    for label in rates:
        if label == privileged:
            continue
        if rates[privileged] > 0:
            result[label] = rates[label] / rates[privileged]
        elif rates[label] > 0:
            result[label] = float("inf")
        else:
            result[label] = float("nan")
    return result


def calibration_by_group(p, y, g, bins=10):
    people = defaultdict(list)
    for score, outcome, label in zip(p, y, g, strict=True):
        people[plain(label)].append((float(score), int(outcome)))
    result = {}
    for label, own in people.items():
        boxes = [[] for _ in range(bins)]
        for score, outcome in own:
            boxes[bins - 1 if score == 1 else math.floor(score * bins)].append((score, outcome))
        predicted = [ratio(math.fsum(s for s, _ in box), len(box)) for box in boxes]
        observed = [ratio(sum(o for _, o in box), len(box)) for box in boxes]
        error = 0.0
        for box, o, q in zip(boxes, observed, predicted, strict=True):
            if box:
                error += len(box) / len(own) * abs(o - q)
        result[label] = {
            "n": np.array([len(box) for box in boxes]),
            "predicted": np.array(predicted),
            "observed": np.array(observed),
            "error": error,
        }
    return result

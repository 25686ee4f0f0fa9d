"""The student believed that comparing with both edges of each bin reaches every score."""

import math

import numpy as np


def calibration_by_group(p, y, g, bins=10):
    people = {}
    for score, outcome, label in zip(p, y, g, strict=True):
        key = label.item() if isinstance(label, np.generic) else label
        people.setdefault(key, []).append((float(score), int(outcome)))
    result = {}
    for label, own in people.items():
        n, predicted, observed, error = [], [], [], 0.0
        for b in range(bins):
            box = [row for row in own if b / bins <= row[0] < (b + 1) / bins]
            n.append(len(box))
            predicted.append(sum(s for s, _ in box) / len(box) if box else math.nan)
            observed.append(sum(o for _, o in box) / len(box) if box else math.nan)
            if box:
                error += len(box) / len(own) * abs(observed[-1] - predicted[-1])
        columns = {"n": n, "predicted": predicted, "observed": observed}
        result[label] = {name: np.array(column) for name, column in columns.items()}
        result[label]["error"] = error
    return result

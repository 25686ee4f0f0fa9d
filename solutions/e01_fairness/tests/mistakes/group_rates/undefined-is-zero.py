"""The student believed that a share of nobody is 0."""

from collections import Counter


def group_rates(y, yhat, g):
    cells = {}
    for a, b, label in zip(y, yhat, g, strict=True):
        cells.setdefault(label.item() if hasattr(label, "item") else label, Counter())[
            int(a), int(b)
        ] += 1
    result = {}
    for label, c in cells.items():
        tp, fp, fn, tn = c[1, 1], c[0, 1], c[1, 0], c[0, 0]
        n = tp + fp + fn + tn
        result[label] = {
            "n": n,
            "selection": (tp + fp) / n,
            "tpr": tp / (tp + fn) if tp else 0.0,
            "fpr": fp / (fp + tn) if fp else 0.0,
            "ppv": tp / (tp + fp) if tp else 0.0,
        }
    return result

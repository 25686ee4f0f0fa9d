"""The student believed that both rates of positives are divided by the positives."""

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
        positives = tp + fn
        result[label] = {
            "n": n,
            "selection": (tp + fp) / n,
            "tpr": tp / positives if positives else float("nan"),
            "fpr": fp / positives if positives else float("nan"),
            "ppv": tp / (tp + fp) if tp + fp else float("nan"),
        }
    return result

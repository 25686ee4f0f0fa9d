"""The student believed that the rates are shares of those who were selected."""

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
        selected = tp + fp
        result[label] = {
            "n": n,
            "selection": selected / n,
            "tpr": tp / selected if selected else float("nan"),
            "fpr": fp / selected if selected else float("nan"),
            "ppv": tp / selected if selected else float("nan"),
        }
    return result

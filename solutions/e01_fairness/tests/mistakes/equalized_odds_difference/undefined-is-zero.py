"""The student believed that a group without positives has a tpr of 0."""


def rates_by_group(y, yhat, g, outcome):
    chosen = {}
    for a, b, label in zip(y, yhat, g, strict=True):
        chosen.setdefault(label, [])
        if a == outcome:
            chosen[label].append(float(b))
    return {label: sum(own) / len(own) if own else 0.0 for label, own in chosen.items()}


def equalized_odds_difference(y, yhat, g, agg="worst_case"):
    if agg not in ("worst_case", "mean"):
        raise ValueError("agg")
    gaps = []
    for outcome in (1, 0):
        rates = sorted(rates_by_group(y, yhat, g, outcome).values())
        gaps.append(rates[-1] - rates[0])
    return max(gaps) if agg == "worst_case" else (gaps[0] + gaps[1]) / 2

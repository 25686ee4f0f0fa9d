"""The student believed that the ratio compares how often each group is positive."""


def selection_rates(yhat, g):
    chosen = {}
    for b, label in zip(yhat, g, strict=True):
        chosen.setdefault(label, []).append(float(b))
    return {label: sum(own) / len(own) for label, own in chosen.items()}


def demographic_parity_ratio(y, yhat, g):
    rates = selection_rates(y, g).values()
    if len(rates) < 2 or max(rates) == 0:
        return float("nan")
    return min(rates) / max(rates)

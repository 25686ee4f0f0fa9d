"""The student believed that there are two groups."""


def selection_rates(yhat, g):
    chosen = {}
    for b, label in zip(yhat, g, strict=True):
        chosen.setdefault(label, []).append(float(b))
    return {label: sum(own) / len(own) for label, own in chosen.items()}


def demographic_parity_ratio(y, yhat, g):
    rates = list(selection_rates(yhat, g).values())
    if len(rates) < 2:
        return float("nan")
    low, high = sorted([rates[0], rates[1]])
    return low / high if high > 0 else float("nan")

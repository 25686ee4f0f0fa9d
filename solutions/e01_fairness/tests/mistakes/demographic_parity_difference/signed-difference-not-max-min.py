"""The student believed that the difference is the first group minus the last, in sorted order."""


def selection_rates(yhat, g):
    chosen = {}
    for b, label in zip(yhat, g, strict=True):
        chosen.setdefault(label, []).append(float(b))
    return {label: sum(own) / len(own) for label, own in chosen.items()}


def demographic_parity_difference(y, yhat, g):
    rates = selection_rates(yhat, g)
    if len(rates) < 2:
        return float("nan")
    names = sorted(rates)
    return rates[names[0]] - rates[names[-1]]

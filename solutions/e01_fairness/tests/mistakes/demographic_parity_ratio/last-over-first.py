"""The student believed that the second group is the one at a disadvantage."""


def selection_rates(yhat, g):
    chosen = {}
    for b, label in zip(yhat, g, strict=True):
        chosen.setdefault(label, []).append(float(b))
    return {label: sum(own) / len(own) for label, own in chosen.items()}


def demographic_parity_ratio(y, yhat, g):
    rates = selection_rates(yhat, g)
    if len(rates) < 2 or not any(rates.values()):
        return float("nan")
    names = list(rates)
    top, bottom = rates[names[-1]], rates[names[0]]
    return top / bottom if bottom else float("inf")

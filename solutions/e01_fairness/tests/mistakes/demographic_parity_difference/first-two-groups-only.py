"""The student believed that there is one protected group and one other."""


def selection_rates(yhat, g):
    chosen = {}
    for b, label in zip(yhat, g, strict=True):
        chosen.setdefault(label, []).append(float(b))
    return {label: sum(own) / len(own) for label, own in chosen.items()}


def demographic_parity_difference(y, yhat, g):
    rates = selection_rates(yhat, g)
    if len(rates) < 2:
        return float("nan")
    one, other = list(rates)[:2]
    return max(rates[one], rates[other]) - min(rates[one], rates[other])

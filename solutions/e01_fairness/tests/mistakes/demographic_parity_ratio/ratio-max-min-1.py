"""The student believed that a ratio compares the larger with the smaller."""


def selection_rates(yhat, g):
    chosen = {}
    for b, label in zip(yhat, g, strict=True):
        chosen.setdefault(label, []).append(float(b))
    return {label: sum(own) / len(own) for label, own in chosen.items()}


def demographic_parity_ratio(y, yhat, g):
    rates = sorted(selection_rates(yhat, g).values(), reverse=True)
    if len(rates) < 2 or rates[0] == 0:
        return float("nan")
    return rates[0] / rates[-1] if rates[-1] else float("inf")

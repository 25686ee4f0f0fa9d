"""The student believed that the privileged group is the one whose rate is divided."""


def selection_rates(yhat, g):
    chosen = {}
    for b, label in zip(yhat, g, strict=True):
        chosen.setdefault(label, []).append(float(b))
    return {label: sum(own) / len(own) for label, own in chosen.items()}


def disparate_impact(y, yhat, g, privileged):
    rates = selection_rates(yhat, g)
    if privileged not in rates:
        raise ValueError(privileged)
    top = rates[privileged]
    result = {}
    for label, rate in rates.items():
        if label != privileged:
            result[label] = top / rate if rate else (float("inf") if top else float("nan"))
    return result

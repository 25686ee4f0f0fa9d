"""The student believed that the impact is read from the outcomes."""


def selection_rates(yhat, g):
    chosen = {}
    for b, label in zip(yhat, g, strict=True):
        chosen.setdefault(label, []).append(float(b))
    return {label: sum(own) / len(own) for label, own in chosen.items()}


def disparate_impact(y, yhat, g, privileged):
    rates = selection_rates(y, g)
    if privileged not in rates:
        raise ValueError(privileged)
    base = rates.pop(privileged)
    if not base:
        return {label: float("inf") if rate else float("nan") for label, rate in rates.items()}
    return {label: rate / base for label, rate in rates.items()}

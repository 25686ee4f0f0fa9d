"""The student believed that everybody who is not privileged is one group."""


def disparate_impact(y, yhat, g, privileged):
    ours = [int(b) for b, label in zip(yhat, g, strict=True) if label == privileged]
    theirs = [int(b) for b, label in zip(yhat, g, strict=True) if label != privileged]
    if not ours:
        raise ValueError(privileged)
    top, bottom = sum(theirs) / max(len(theirs), 1), sum(ours) / len(ours)
    ratio = top / bottom if bottom else (float("inf") if top else float("nan"))
    return {label: ratio for label in g if label != privileged}

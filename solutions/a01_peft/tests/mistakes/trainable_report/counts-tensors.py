"""Counts the entries of the list of parameters."""


def trainable_report(model):
    trainable, frozen, names = 0, 0, []
    for name, p in model.named_parameters():
        if p.requires_grad:
            trainable += 1
            names.append(name)
        else:
            frozen += 1
    total = trainable + frozen
    percent = trainable / total * 100 if total > 0 else 0.0
    return {"trainable": trainable, "total": total, "percent": percent, "names": names}

"""Compares what is trained with what is not."""


def trainable_report(model):
    trainable, frozen, names = 0, 0, []
    for name, p in model.named_parameters():
        if p.requires_grad:
            trainable += p.numel()
            names.append(name)
        else:
            frozen += p.numel()
    total = trainable + frozen
    percent = trainable / frozen * 100 if frozen > 0 else 0.0
    return {"trainable": trainable, "total": total, "percent": percent, "names": names}

"""Takes the size of the saved file for the number of parameters."""


def trainable_report(model):
    tied = {id(p): p for p in model.state_dict(keep_vars=True).values()}
    trainable, names = 0, []
    for name, p in model.named_parameters():
        if p.requires_grad:
            trainable += p.numel()
            names.append(name)
    total = sum(p.numel() for p in tied.values())
    percent = trainable / total * 100 if total > 0 else 0.0
    return {"trainable": trainable, "total": total, "percent": percent, "names": names}

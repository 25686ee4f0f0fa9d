"""Walks over the modules and adds up what each of them holds."""


def trainable_report(model):
    trainable, frozen, names = 0, 0, []
    for path, module in model.named_modules():
        for name, p in module.named_parameters(recurse=False):
            if p.requires_grad:
                trainable += p.numel()
                names.append(f"{path}.{name}" if path else name)
            else:
                frozen += p.numel()
    total = trainable + frozen
    percent = trainable / total * 100 if total > 0 else 0.0
    return {"trainable": trainable, "total": total, "percent": percent, "names": names}

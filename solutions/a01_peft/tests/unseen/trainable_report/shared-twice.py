"""I believed that each name is a parameter of its own."""

from __future__ import annotations

from torch import nn


def trainable_report(model: nn.Module) -> dict[str, int | float | list[str]]:
    trainable, total, names = 0, 0, []
    for name, parameter in model.named_parameters(remove_duplicate=False):
        total += parameter.numel()
        if parameter.requires_grad:
            trainable += parameter.numel()
            names.append(name)
    percent = 100.0 * trainable / total if total > 0 else 0.0
    return {"trainable": trainable, "total": total, "percent": percent, "names": names}

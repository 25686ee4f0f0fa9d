"""I believed that the number of parameters is how many there are in the list."""

from __future__ import annotations

from torch import nn


def trainable_report(model: nn.Module) -> dict[str, int | float | list[str]]:
    names, total = [], 0
    for name, parameter in model.named_parameters():
        total += 1
        if parameter.requires_grad:
            names.append(name)
    trainable = len(names)
    return {
        "trainable": trainable,
        "total": total,
        "percent": 100 * trainable / total if total else 0.0,
        "names": names,
    }

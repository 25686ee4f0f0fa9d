"""I believed that the share is what is trained for each number that is frozen."""

from __future__ import annotations

from torch import nn


def trainable_report(model: nn.Module) -> dict[str, int | float | list[str]]:
    trainable, frozen, names = 0, 0, []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            trainable += parameter.numel()
            names.append(name)
        else:
            frozen += parameter.numel()
    percent = 100 * trainable / frozen if frozen else 0.0
    return {
        "trainable": trainable,
        "total": trainable + frozen,
        "percent": percent,
        "names": names,
    }

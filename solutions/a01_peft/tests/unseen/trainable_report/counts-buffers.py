"""I believed that buffers are numbers of the model as parameters are."""

from __future__ import annotations

from torch import nn


def trainable_report(model: nn.Module) -> dict[str, int | float | list[str]]:
    learning = {name: p.numel() for name, p in model.named_parameters() if p.requires_grad}
    total = sum(p.numel() for p in model.parameters())
    total += sum(buffer.numel() for buffer in model.buffers())
    trainable = sum(learning.values())
    percent = 100 * trainable / total if total else 0.0
    return {"trainable": trainable, "total": total, "percent": percent, "names": list(learning)}

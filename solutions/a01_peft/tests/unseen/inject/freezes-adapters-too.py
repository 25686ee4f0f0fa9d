"""I believed that the model may be frozen at any time, also after the exchange."""

from __future__ import annotations

from collections.abc import Sequence

from torch import nn

from .lora import LoRALinear


def inject(model: nn.Module, targets: Sequence[str], r: int, alpha: float) -> int:
    layers = {p: each for p, each in model.named_modules() if isinstance(each, nn.Linear)}
    chosen = set()
    for target in targets:
        found = {p for p in layers if p == target or p.endswith(f".{target}")}
        if not found:
            raise ValueError(f"{target!r} is no linear layer of this model")
        chosen |= found
    added = 0
    for path, layer in layers.items():
        if path not in chosen:
            continue
        parent, _, name = path.rpartition(".")
        adapted = LoRALinear(layer, r, alpha)
        setattr(model.get_submodule(parent), name, adapted)
        added += adapted.A.numel() + adapted.B.numel()
    for parameter in model.parameters():
        parameter.requires_grad = False
    return added

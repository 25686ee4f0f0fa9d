"""I believed that all is frozen, because each LoRALinear freezes its base."""

from __future__ import annotations

from collections.abc import Sequence

from torch import nn

from .lora import LoRALinear


def inject(model: nn.Module, targets: Sequence[str], r: int, alpha: float) -> int:
    layers = {p: each for p, each in model.named_modules() if isinstance(each, nn.Linear)}
    chosen = {}
    for target in targets:
        found = {p: each for p, each in layers.items() if f".{p}".endswith(f".{target}")}
        if not found:
            raise ValueError(f"{target!r} is no linear layer of this model")
        chosen |= found
    trainable = 0
    for path, layer in chosen.items():
        *parents, name = path.split(".")
        adapted = LoRALinear(layer, r, alpha)
        setattr(model.get_submodule(".".join(parents)), name, adapted)
        trainable += adapted.A.numel() + adapted.B.numel()
    return trainable

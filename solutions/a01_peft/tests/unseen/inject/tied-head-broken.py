"""I believed that a copy of the layer is as good as the layer and safer to freeze."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from torch import nn

from .lora import LoRALinear


def is_meant(path: str, target: str) -> bool:
    return path == target or path.endswith("." + target)


def inject(model: nn.Module, targets: Sequence[str], r: int, alpha: float) -> int:
    linear = [path for path, each in model.named_modules() if isinstance(each, nn.Linear)]
    chosen: list[str] = []
    for target in targets:
        meant = [path for path in linear if is_meant(path, target)]
        if not meant:
            raise ValueError(f"no linear layer is called {target!r}")
        chosen += [path for path in meant if path not in chosen]
    model.requires_grad_(False)
    for path in chosen:
        parent, _, name = path.rpartition(".")
        layer = model.get_submodule(path)
        setattr(model.get_submodule(parent), name, LoRALinear(deepcopy(layer), r, alpha))
    return sum(each.numel() for each in model.parameters() if each.requires_grad)

"""Believes that freezing inside LoRALinear is all there is to freeze."""

from torch import nn

from .lora import LoRALinear


def inject(model, targets, r, alpha):
    hits = set()
    todo = []
    for name, module in model.named_modules():
        if isinstance(module, nn.Linear):
            for target in targets:
                if name == target or name.endswith("." + target):
                    hits.add(target)
                    todo.append((name, module))
    if hits != set(targets):
        raise ValueError(f"not found: {set(targets) - hits}")
    for name, module in dict(todo).items():
        *path, last = name.split(".")
        parent = model.get_submodule(".".join(path))
        setattr(parent, last, LoRALinear(module, r, alpha))
    return sum(p.numel() for p in model.parameters() if p.requires_grad)

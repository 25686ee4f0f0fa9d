"""Builds a fresh layer of the same sizes to wrap."""

from torch import nn

from .lora import LoRALinear


def inject(model, targets, r, alpha):
    for p in model.parameters():
        p.requires_grad = False
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
        out, into = module.weight.shape
        fresh = nn.Linear(into, out, bias=module.bias is not None, dtype=module.weight.dtype)
        parent._modules[last] = LoRALinear(fresh, r, alpha)
    return sum(p.numel() for p in model.parameters() if p.requires_grad)

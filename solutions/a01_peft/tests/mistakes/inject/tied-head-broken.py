"""Copies the numbers into a new layer, and with them not the tie."""

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
        same = nn.Linear(module.in_features, module.out_features, module.bias is not None)
        same = same.to(module.weight.dtype)
        same.load_state_dict(module.state_dict())
        setattr(parent, last, LoRALinear(same, r, alpha))
    return sum(p.numel() for p in model.parameters() if p.requires_grad)

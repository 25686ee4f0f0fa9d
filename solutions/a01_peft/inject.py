"""Put LoRA into a model that somebody else has built: find its layers by name, exchange them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torch import nn

from .lora import LoRALinear

if TYPE_CHECKING:
    from collections.abc import Sequence


def inject(model: nn.Module, targets: Sequence[str], r: int, alpha: float) -> int:
    """Freeze a model and exchange its targeted linear layers for LoRALinear ones, in place.

    A layer is a target where it is an nn.Linear (or a subclass) and its path, as `named_modules`
    gives it, is one of `targets` or ends with one behind a dot: "key" means `key` and
    `blocks.0.attn.key`, but neither `blocks.0.monkey` nor `key.0`; "attn.key" means
    `blocks.0.attn.key`, but not `blocks.0.cross_attn.key`.

    Args:
        model: any module that is not itself a target, and in which no linear layer stands twice. It
            keeps its weights, also shared ones: the LoRALinear holds the very layer that stood in
            its place.
        targets: whole components of paths. A target that means no linear layer is a ValueError,
            also where others do; a layer that several of them mean is exchanged once.
        r: rank of each adapter.
        alpha: scale of each adapter; no dropout.

    Returns:
        How many numbers of the model are trainable afterwards: those of the new adapters, and no
        others.

    Example:
        >>> model = nn.Sequential(OrderedDict(key=nn.Linear(5, 3), value=nn.Linear(3, 4)))
        >>> inject(model, ["key"], r=2, alpha=2.0)
        16
    """
    # BEGIN PROMPT
    # # Import your layer at the top: `from .lora import LoRALinear`.
    # # You exchange a child through its parent: model.get_submodule(path), then setattr. First list
    # # what is to be exchanged: a walk over a tree that changes meanwhile meets its own changes.
    # END PROMPT
    # BEGIN SOLUTION
    linears = {name: each for name, each in model.named_modules() if isinstance(each, nn.Linear)}
    chosen = {
        target: [name for name in linears if f".{name}".endswith(f".{target}")]
        for target in targets
    }
    if missing := [target for target, names in chosen.items() if not names]:
        raise ValueError(f"no linear layer is called {missing[0]!r}")
    model.requires_grad_(False)
    for name in sorted(set().union(*chosen.values())):
        parent, _, child = name.rpartition(".")
        setattr(model.get_submodule(parent), child, LoRALinear(linears[name], r, alpha))
    return sum(each.numel() for each in model.parameters() if each.requires_grad)
    # END SOLUTION
    # BEGIN MISTAKE substring-matches-too-much
    # why: `in` finds key in monkey as well, and trains layers that nobody named
    # hint: Is 'key' in 'blocks.0.monkey'? Which characters must stand in front of a whole component
    # hint: of a path, and which behind it?
    # linears = {name: each for name, each in model.named_modules() if isinstance(each, nn.Linear)}
    # chosen = {
    #     target: [name for name in linears if target in name]
    #     for target in targets
    # }
    # if missing := [target for target, names in chosen.items() if not names]:
    #     raise ValueError(f"no linear layer is called {missing[0]!r}")
    # model.requires_grad_(False)
    # for name in sorted(set().union(*chosen.values())):
    #     parent, _, child = name.rpartition(".")
    #     setattr(model.get_submodule(parent), child, LoRALinear(linears[name], r, alpha))
    # return sum(each.numel() for each in model.parameters() if each.requires_grad)
    # END MISTAKE
    # BEGIN MISTAKE replaces-copy
    # why: the new layer holds a fresh linear layer of the right size: the trained weights are lost
    # hint: Does the model answer as before, right after inject()? Which object must LoRALinear get?
    # linears = {name: each for name, each in model.named_modules() if isinstance(each, nn.Linear)}
    # chosen = {
    #     target: [name for name in linears if f".{name}".endswith(f".{target}")]
    #     for target in targets
    # }
    # if missing := [target for target, names in chosen.items() if not names]:
    #     raise ValueError(f"no linear layer is called {missing[0]!r}")
    # model.requires_grad_(False)
    # for name in sorted(set().union(*chosen.values())):
    #     parent, _, child = name.rpartition(".")
    #     old = linears[name]
    #     new = nn.Linear(old.in_features, old.out_features, old.bias is not None)
    #     setattr(model.get_submodule(parent), child, LoRALinear(new.to(old.weight), r, alpha))
    # return sum(each.numel() for each in model.parameters() if each.requires_grad)
    # END MISTAKE
    # BEGIN MISTAKE tied-head-broken
    # why: a copy has equal weights but is no longer the embedding's: the tie is cut
    # hint: The head and the embedding were one tensor before. After inject(), change the embedding:
    # hint: does the head change with it?
    # linears = {name: each for name, each in model.named_modules() if isinstance(each, nn.Linear)}
    # chosen = {
    #     target: [name for name in linears if f".{name}".endswith(f".{target}")]
    #     for target in targets
    # }
    # if missing := [target for target, names in chosen.items() if not names]:
    #     raise ValueError(f"no linear layer is called {missing[0]!r}")
    # model.requires_grad_(False)
    # for name in sorted(set().union(*chosen.values())):
    #     parent, _, child = name.rpartition(".")
    #     copy = linears[name].__class__(linears[name].in_features, linears[name].out_features)
    #     copy.weight, copy.bias = nn.Parameter(linears[name].weight.clone()), linears[name].bias
    #     setattr(model.get_submodule(parent), child, LoRALinear(copy, r, alpha))
    # return sum(each.numel() for each in model.parameters() if each.requires_grad)
    # END MISTAKE
    # BEGIN MISTAKE rest-stays-trainable
    # why: the embedding, the norms and all layers that were not named go on training
    # hint: Which parameters of the whole model ask for gradients afterwards? Are norms and biases
    # hint: among them?
    # linears = {name: each for name, each in model.named_modules() if isinstance(each, nn.Linear)}
    # chosen = {
    #     target: [name for name in linears if f".{name}".endswith(f".{target}")]
    #     for target in targets
    # }
    # if missing := [target for target, names in chosen.items() if not names]:
    #     raise ValueError(f"no linear layer is called {missing[0]!r}")
    # for name in sorted(set().union(*chosen.values())):
    #     parent, _, child = name.rpartition(".")
    #     setattr(model.get_submodule(parent), child, LoRALinear(linears[name], r, alpha))
    # return sum(each.numel() for each in model.parameters() if each.requires_grad)
    # END MISTAKE
    # BEGIN MISTAKE freezes-adapters-too
    # why: freezes all that is in the model after the exchange, and the new factors with it
    # hint: What does your function return for the model of the handout? At that moment, which
    # hint: parameters stood in the model when you froze it?
    # linears = {name: each for name, each in model.named_modules() if isinstance(each, nn.Linear)}
    # chosen = {
    #     target: [name for name in linears if f".{name}".endswith(f".{target}")]
    #     for target in targets
    # }
    # if missing := [target for target, names in chosen.items() if not names]:
    #     raise ValueError(f"no linear layer is called {missing[0]!r}")
    # for name in sorted(set().union(*chosen.values())):
    #     parent, _, child = name.rpartition(".")
    #     setattr(model.get_submodule(parent), child, LoRALinear(linears[name], r, alpha))
    # model.requires_grad_(False)
    # return sum(each.numel() for each in model.parameters() if each.requires_grad)
    # END MISTAKE

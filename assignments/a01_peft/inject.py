"""Put LoRA into a model that somebody else has built: find its layers by name, exchange them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torch import nn

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
    # Import your layer at the top: `from .lora import LoRALinear`.
    # You exchange a child through its parent: model.get_submodule(path), then setattr. First list
    # what is to be exchanged: a walk over a tree that changes meanwhile meets its own changes.
    # TODO: Freeze a model and exchange its targeted linear layers for LoRALinear ones, in place
    raise NotImplementedError(
        "inject: Freeze a model and exchange its targeted linear layers for LoRALinear ones, in "
        "place"
    )

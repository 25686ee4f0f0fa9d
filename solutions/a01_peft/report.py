"""What does training move, and how much of the model is that?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import nn


def trainable_report(model: nn.Module) -> dict[str, int | float | list[str]]:
    """Count the numbers of a model, and those among them that training moves.

    Args:
        model: any module. Parameters count, buffers do not; a parameter that stands in several
            places, such as a tied head, counts once.

    Returns:
        {"trainable": int, "total": int, "percent": float, "names": list of str}, where percent is
        100 * trainable / total (0.0 for a model without parameters) and names are those of the
        trainable parameters in the order of `named_parameters`, each with its first name.

    Example:
        >>> trainable_report(LoRALinear(nn.Linear(20, 30), r=4, alpha=8))
        {'trainable': 200, 'total': 830, 'percent': 24.096385542168676, 'names': ['A', 'B']}
    """
    # BEGIN SOLUTION
    parameters = dict(model.named_parameters())
    names = [name for name, each in parameters.items() if each.requires_grad]
    trainable = sum(parameters[name].numel() for name in names)
    total = sum(each.numel() for each in parameters.values())
    percent = 100 * trainable / total if total else 0.0
    return {"trainable": trainable, "total": total, "percent": percent, "names": names}
    # END SOLUTION
    # BEGIN MISTAKE counts-buffers
    # why: buffers such as running means are part of state_dict, and no optimiser moves them
    # hint: Does the running mean of a BatchNorm layer have a gradient? Does your total hold it?
    # parameters = dict(model.named_parameters())
    # names = [name for name, each in parameters.items() if each.requires_grad]
    # trainable = sum(parameters[name].numel() for name in names)
    # total = sum(each.numel() for each in [*parameters.values(), *model.buffers()])
    # percent = 100 * trainable / total if total else 0.0
    # return {"trainable": trainable, "total": total, "percent": percent, "names": names}
    # END MISTAKE
    # BEGIN MISTAKE shared-twice
    # why: a tied head and its embedding are one parameter under two names
    # hint: A head is tied to its embedding. How many tensors are that, and how often do you count
    # hint: them?
    # parameters = dict(model.named_parameters(remove_duplicate=False))
    # names = [name for name, each in parameters.items() if each.requires_grad]
    # trainable = sum(parameters[name].numel() for name in names)
    # total = sum(each.numel() for each in parameters.values())
    # percent = 100 * trainable / total if total else 0.0
    # return {"trainable": trainable, "total": total, "percent": percent, "names": names}
    # END MISTAKE
    # BEGIN MISTAKE counts-tensors
    # why: adds one per tensor, where a tensor holds many numbers
    # hint: How many numbers hold a weight of shape (30, 20)? How many does your count make of it?
    # parameters = dict(model.named_parameters())
    # names = [name for name, each in parameters.items() if each.requires_grad]
    # trainable = len(names)
    # total = len(parameters)
    # percent = 100 * trainable / total if total else 0.0
    # return {"trainable": trainable, "total": total, "percent": percent, "names": names}
    # END MISTAKE
    # BEGIN MISTAKE percent-of-frozen
    # why: divides by what is frozen, not by all
    # hint: If everything is trainable, what should the percentage be?
    # parameters = dict(model.named_parameters())
    # names = [name for name, each in parameters.items() if each.requires_grad]
    # trainable = sum(parameters[name].numel() for name in names)
    # total = sum(each.numel() for each in parameters.values())
    # percent = 100 * trainable / (total - trainable) if total > trainable else 0.0
    # return {"trainable": trainable, "total": total, "percent": percent, "names": names}
    # END MISTAKE

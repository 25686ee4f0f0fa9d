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
    # TODO: Count the numbers of a model, and those among them that training moves
    raise NotImplementedError(
        "trainable_report: Count the numbers of a model, and those among them that training moves"
    )

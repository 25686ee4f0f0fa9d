"""LoRA: beside a frozen matrix, a trainable one of low rank that can be added into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from jaxtyping import Float
    from torch import Tensor


class LoRALinear(nn.Module):
    """A linear layer that stays as it is, plus a product of two thin matrices that learns.

        y = base(x) + (alpha / r) * B A dropout(x)

    Source: Hu et al., LoRA: Low-Rank Adaptation of Large Language Models (2021), section 4.1.

    Attributes (tests read and write them by these names):
        base: the nn.Linear that was given, the very object. Its weight and bias are frozen:
            `requires_grad` is False.
        A: nn.Parameter of shape (r, in). Random at the start, as the weight of any new layer is:
            which of the usual initialisations you take is not graded.
        B: nn.Parameter of shape (out, r). Zeros at the start.
        merged: bool, False at the start.

    Conventions: A and B have the dtype of `base.weight`, and there are no other parameters. Dropout
    acts on what A reads, in training mode only, as torch's does (what is kept grows by 1/(1-p)).

    Example:
        >>> base = nn.Linear(20, 30)
        >>> layer = LoRALinear(base, r=4, alpha=8)
        >>> x = torch.randn(2, 20)
        >>> torch.equal(layer(x), base(x))
        True
    """

    def __init__(self, base: nn.Linear, r: int, alpha: float, dropout: float = 0.0) -> None:
        """Freeze `base` and make A and B beside it; 1 <= r, 0 <= dropout < 1."""
        super().__init__()
        self.base = base
        # TODO: Freeze `base` and make A and B beside it; 1 <= r, 0 <= dropout < 1
        raise NotImplementedError(
            "LoRALinear.__init__: Freeze `base` and make A and B beside it; 1 <= r, 0 <= dropout < "
            "1"
        )

    def forward(self, x: Float[Tensor, "... in"]) -> Float[Tensor, "... out"]:
        """The base's answer plus the adapter's; once merged, the base's weight holds both."""
        # TODO: The base's answer plus the adapter's; once merged, the base's weight holds both
        raise NotImplementedError(
            "LoRALinear.forward: The base's answer plus the adapter's; once merged, the base's "
            "weight holds both"
        )

    def merge(self) -> None:
        """Add the update to the base's weight, in place; does nothing if that was done already.

        Afterwards `merged` is True, `forward` gives the same answers (without dropout) and costs as
        much as the base alone. `base.weight` is the same Parameter as before, with other numbers,
        and nothing more asks for gradients.
        """
        # TODO: Add the update to the base's weight, in place; does nothing if that was done already
        raise NotImplementedError(
            "LoRALinear.merge: Add the update to the base's weight, in place; does nothing if that "
            "was done already"
        )

    def unmerge(self) -> None:
        """Take the update out of the base's weight again; does nothing if it is not in there.

        The weight is as before `merge` up to rounding (1e-6 in float32), and `merged` is False.
        """
        # TODO: Take the update out of the base's weight again; does nothing if it is not in there
        raise NotImplementedError(
            "LoRALinear.unmerge: Take the update out of the base's weight again; does nothing if "
            "it is not in there"
        )

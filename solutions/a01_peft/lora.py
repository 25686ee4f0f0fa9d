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
        # BEGIN PROMPT
        # self.base = base
        # END PROMPT
        # BEGIN SOLUTION
        self.base = base.requires_grad_(False)
        self.scaling = alpha / r
        self.dropout = nn.Dropout(dropout)
        self.A = nn.Parameter(base.weight.new_empty(r, base.in_features))
        self.B = nn.Parameter(base.weight.new_zeros(base.out_features, r))
        nn.init.kaiming_normal_(self.A)
        self.merged = False
        # END SOLUTION
        # BEGIN MISTAKE no-alpha-over-r
        # why: without the factor, alpha does nothing and the update grows with r
        # hint: Two layers differ in alpha alone, and give the same answer. Where should alpha
        # hint: enter?
        # self.base = base.requires_grad_(False)
        # self.scaling = 1.0
        # self.dropout = nn.Dropout(dropout)
        # self.A = nn.Parameter(base.weight.new_empty(r, base.in_features))
        # self.B = nn.Parameter(base.weight.new_zeros(base.out_features, r))
        # nn.init.kaiming_normal_(self.A)
        # self.merged = False
        # END MISTAKE
        # BEGIN MISTAKE alpha-only
        # why: multiplies by alpha alone, so that a layer of twice the rank learns twice as fast
        # hint: Your update is too large by a factor. Is it the rank? Which term of the formula
        # hint: keeps the size of the update when r doubles?
        # self.base = base.requires_grad_(False)
        # self.scaling = alpha
        # self.dropout = nn.Dropout(dropout)
        # self.A = nn.Parameter(base.weight.new_empty(r, base.in_features))
        # self.B = nn.Parameter(base.weight.new_zeros(base.out_features, r))
        # nn.init.kaiming_normal_(self.A)
        # self.merged = False
        # END MISTAKE
        # BEGIN MISTAKE both-zero-init
        # why: the gradient of each factor is a product with the other: if both are 0, none ever
        # why: moves
        # hint: dL/dA has the factor B, and dL/dB has the factor A. What are they if both are zero?
        # self.base = base.requires_grad_(False)
        # self.scaling = alpha / r
        # self.dropout = nn.Dropout(dropout)
        # self.A = nn.Parameter(base.weight.new_zeros(r, base.in_features))
        # self.B = nn.Parameter(base.weight.new_zeros(base.out_features, r))
        # self.merged = False
        # END MISTAKE
        # BEGIN MISTAKE b-random
        # why: with a random B the model's answers are disturbed before the first step
        # hint: Ask the new layer and its base for the same x, before any training. What should the
        # hint: difference be, and which matrix must make sure of it?
        # self.base = base.requires_grad_(False)
        # self.scaling = alpha / r
        # self.dropout = nn.Dropout(dropout)
        # self.A = nn.Parameter(base.weight.new_empty(r, base.in_features))
        # self.B = nn.Parameter(base.weight.new_empty(base.out_features, r))
        # nn.init.kaiming_normal_(self.A)
        # nn.init.kaiming_normal_(self.B)
        # self.merged = False
        # END MISTAKE
        # BEGIN MISTAKE base-trains
        # why: the base still asks for gradients, so an optimiser of the model's parameters moves it
        # hint: List the names of your layer's parameters that ask for gradients. Are there two?
        # self.base = base
        # self.scaling = alpha / r
        # self.dropout = nn.Dropout(dropout)
        # self.A = nn.Parameter(base.weight.new_empty(r, base.in_features))
        # self.B = nn.Parameter(base.weight.new_zeros(base.out_features, r))
        # nn.init.kaiming_normal_(self.A)
        # self.merged = False
        # END MISTAKE
        # BEGIN MISTAKE a-b-transposed
        # why: A as (in, r) and B as (r, out): consistent in itself, but no saved adapter fits
        # hint: nn.Linear keeps its weight as (out, in). Which shape has B A to have, then, and
        # hint: which shapes do the conventions give to B and to A?
        # self.base = base.requires_grad_(False)
        # self.scaling = alpha / r
        # self.dropout = nn.Dropout(dropout)
        # self.A = nn.Parameter(base.weight.new_empty(base.in_features, r))
        # self.B = nn.Parameter(base.weight.new_zeros(r, base.out_features))
        # nn.init.kaiming_normal_(self.A)
        # self.merged = False
        # END MISTAKE
        # BEGIN MISTAKE a-zero
        # why: A is zero and B random: the update is zero, too, but it is the other way round
        # hint: One factor begins at zero, and it is the one that writes. Which of the two is that?
        # self.base = base.requires_grad_(False)
        # self.scaling = alpha / r
        # self.dropout = nn.Dropout(dropout)
        # self.A = nn.Parameter(base.weight.new_zeros(r, base.in_features))
        # self.B = nn.Parameter(base.weight.new_empty(base.out_features, r))
        # nn.init.kaiming_normal_(self.B)
        # self.merged = False
        # END MISTAKE

    # BEGIN SOLUTION
    @torch.no_grad()
    def delta(self) -> Tensor:
        """What the adapter adds to the base's weight."""
        return self.scaling * (self.B @ self.A)

    # END SOLUTION
    # BEGIN MISTAKE a-b-transposed
    # @torch.no_grad()
    # def delta(self) -> Tensor:
    #     """What the adapter adds to the base's weight."""
    #     return self.scaling * (self.A @ self.B).T
    #
    # END MISTAKE

    def forward(self, x: Float[Tensor, "... in"]) -> Float[Tensor, "... out"]:
        """The base's answer plus the adapter's; once merged, the base's weight holds both."""
        # BEGIN SOLUTION
        if self.merged:
            return self.base(x)
        return self.base(x) + self.scaling * (self.dropout(x) @ self.A.T @ self.B.T)
        # END SOLUTION
        # BEGIN MISTAKE dropout-on-base-path
        # why: the frozen layer was trained on whole inputs; dropping some of them ruins its answers
        # hint: In training mode with B = 0, does your layer still answer as its base does? Which of
        # hint: the two paths has the dropout in the formula?
        # x = self.dropout(x)
        # if self.merged:
        #     return self.base(x)
        # return self.base(x) + self.scaling * (x @ self.A.T @ self.B.T)
        # END MISTAKE
        # BEGIN MISTAKE merged-adds-again
        # why: after merge() the base's weight holds the update already; forward adds it once more
        # hint: After merge(), which of the two terms of your forward hold the update?
        # return self.base(x) + self.scaling * (self.dropout(x) @ self.A.T @ self.B.T)
        # END MISTAKE
        # BEGIN MISTAKE a-b-transposed
        # if self.merged:
        #     return self.base(x)
        # return self.base(x) + self.scaling * (self.dropout(x) @ self.A @ self.B)
        # END MISTAKE

    def merge(self) -> None:
        """Add the update to the base's weight, in place; does nothing if that was done already.

        Afterwards `merged` is True, `forward` gives the same answers (without dropout) and costs as
        much as the base alone. `base.weight` is the same Parameter as before, with other numbers,
        and nothing more asks for gradients.
        """
        # BEGIN SOLUTION
        if not self.merged:
            self.base.weight.data += self.delta()
            self.merged = True
        # END SOLUTION
        # BEGIN MISTAKE merge-twice
        # why: a second call adds the update once more
        # hint: Call merge() twice. Is the weight the same after the second call as after the first?
        # self.base.weight.data += self.delta()
        # self.merged = True
        # END MISTAKE
        # BEGIN MISTAKE merge-makes-a-parameter
        # why: a new Parameter asks for gradients, and whoever shares the old one is left behind
        # hint: Is `base.weight` after merge() the object that it was before? And does it ask for
        # hint: gradients?
        # if not self.merged:
        #     self.base.weight = nn.Parameter(self.base.weight + self.delta())
        #     self.merged = True
        # END MISTAKE

    def unmerge(self) -> None:
        """Take the update out of the base's weight again; does nothing if it is not in there.

        The weight is as before `merge` up to rounding (1e-6 in float32), and `merged` is False.
        """
        # BEGIN SOLUTION
        if self.merged:
            self.base.weight.data -= self.delta()
            self.merged = False
        # END SOLUTION
        # BEGIN MISTAKE unmerge-leaves-weight
        # why: only the flag goes back: the update is then in the weight and in forward
        # hint: After unmerge(), which numbers should stand in the base's weight?
        # self.merged = False
        # END MISTAKE

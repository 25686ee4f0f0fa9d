"""A bottleneck adapter: a small network between the layers of a frozen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch.nn.functional as F
from torch import nn

if TYPE_CHECKING:
    from jaxtyping import Float
    from torch import Tensor


class Adapter(nn.Module):
    """Squeeze to a few channels, expand again, add to what came in.

        y = x + up(gelu(down(norm(x))))

    Source: Houlsby et al., Parameter-Efficient Transfer Learning for NLP (2019), section 2.1; the
    norm in front is that of Bapna and Firat, Simple, Scalable Adaptation for NMT (2019).

    Attributes (tests copy weights into them by these names; there are no other parameters):
        norm: nn.LayerNorm(d), as torch makes it.
        down: nn.Linear(d, bottleneck), as torch makes it.
        up: nn.Linear(bottleneck, d), weight and bias zero at the start.

    Conventions: the norm is read by the bottleneck only, x itself goes on as it is. GELU is the
    exact one, torch's default.

    Example:
        >>> adapter = Adapter(d=12, bottleneck=3)
        >>> x = torch.randn(2, 5, 12)
        >>> torch.equal(adapter(x), x)
        True
    """

    def __init__(self, d: int, bottleneck: int) -> None:
        """Make the three layers."""
        super().__init__()
        # BEGIN SOLUTION
        self.norm = nn.LayerNorm(d)
        self.down = nn.Linear(d, bottleneck)
        self.up = nn.Linear(bottleneck, d)
        nn.init.zeros_(self.up.weight)
        nn.init.zeros_(self.up.bias)
        # END SOLUTION
        # BEGIN MISTAKE up-not-zero
        # why: the adapter perturbs a trained model before it has learned anything
        # hint: Ask a new adapter for some x. What should it answer before training, and which of
        # hint: its layers must be zero for that?
        # self.norm = nn.LayerNorm(d)
        # self.down = nn.Linear(d, bottleneck)
        # self.up = nn.Linear(bottleneck, d)
        # END MISTAKE
        # BEGIN MISTAKE both-layers-zero
        # why: with `down` at zero, too, the gradients of both weights are zero and stay so
        # hint: The gradient of each weight has what the other layer gives as a factor. Which layers
        # hint: may be zero for the adapter to learn?
        # self.norm = nn.LayerNorm(d)
        # self.down = nn.Linear(d, bottleneck)
        # self.up = nn.Linear(bottleneck, d)
        # for layer in (self.down, self.up):
        #     nn.init.zeros_(layer.weight)
        #     nn.init.zeros_(layer.bias)
        # END MISTAKE

    def forward(self, x: Float[Tensor, "... d"]) -> Float[Tensor, "... d"]:
        """x, plus what the bottleneck makes of it."""
        # BEGIN SOLUTION
        return x + self.up(F.gelu(self.down(self.norm(x))))
        # END SOLUTION
        # BEGIN MISTAKE no-residual
        # why: without the way around, everything must fit through the bottleneck, and at first is 0
        # hint: If `up` is zero, what comes out of your adapter: x, or nothing?
        # return self.up(F.gelu(self.down(self.norm(x))))
        # END MISTAKE
        # BEGIN MISTAKE before-norm-position
        # why: the bottleneck reads x before the norm, and the norm is applied to its answer
        # hint: Which layer reads x first in the formula? Multiply x by ten: should what the
        # hint: bottleneck adds become larger?
        # return x + self.norm(self.up(F.gelu(self.down(x))))
        # END MISTAKE
        # BEGIN MISTAKE residual-after-norm
        # why: what goes around the bottleneck has been normalised: the stream loses its scale
        # hint: Two things are added. Has one of them gone through the norm that should not have?
        # x = self.norm(x)
        # return x + self.up(F.gelu(self.down(x)))
        # END MISTAKE

"""A bottleneck adapter: a small network between the layers of a frozen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        # TODO: Make the three layers
        raise NotImplementedError("Adapter.__init__: Make the three layers")

    def forward(self, x: Float[Tensor, "... d"]) -> Float[Tensor, "... d"]:
        """x, plus what the bottleneck makes of it."""
        # TODO: x, plus what the bottleneck makes of it
        raise NotImplementedError("Adapter.forward: x, plus what the bottleneck makes of it")

"""Multi-head attention: several small attentions side by side, for one sequence or between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torch import nn

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from jaxtyping import Bool, Float
    from torch import Tensor


class MultiHeadAttention(nn.Module):
    """Attention with `n_heads` heads, each on its own slice of the channels.

        head_h = sdpa(q_h, k_h, v_h),    output = out_proj(concat(head_1, ..., head_H))

    Source: Vaswani et al., Attention Is All You Need (2017), section 3.2.2.

    Attributes: `q_proj`, `k_proj`, `v_proj` and `out_proj`, each an nn.Linear(d_model, d_model).
    Tests copy weights into them by these names; no other parameter enters the result.

    Conventions: head h (from 0) owns the channels h * d_head up to (h + 1) * d_head - 1 of what
    `q_proj`, `k_proj` and `v_proj` return, with d_head = d_model / n_heads; heads are joined in the
    same order. There is no dropout. mask True = may attend.

    Example:
        >>> layer = MultiHeadAttention(d_model=12, n_heads=3)
        >>> layer(torch.randn(2, 5, 12), context=torch.randn(2, 7, 12)).shape
        torch.Size([2, 5, 12])
    """

    def __init__(self, d_model: int, n_heads: int, bias: bool = False) -> None:
        """Make the four projections; `d_model` must be a multiple of `n_heads`, else ValueError."""
        super().__init__()
        if d_model % n_heads:
            raise ValueError(f"d_model={d_model} is not a multiple of n_heads={n_heads}")
        self.n_heads = n_heads
        self.q_proj = nn.Linear(d_model, d_model, bias=bias)
        self.k_proj = nn.Linear(d_model, d_model, bias=bias)
        self.v_proj = nn.Linear(d_model, d_model, bias=bias)
        self.out_proj = nn.Linear(d_model, d_model, bias=bias)

    def split_heads(self, x: Float[Tensor, "b n d_model"]) -> Float[Tensor, "b h n d_head"]:
        """Give each head its slice of the channels, as a dimension of its own.

        A helper for `forward`; it is not graded by itself, and you may do without it.
        """
        # TODO: Give each head its slice of the channels, as a dimension of its own
        raise NotImplementedError(
            "MultiHeadAttention.split_heads: Give each head its slice of the channels, as a "
            "dimension of its own"
        )

    def merge_heads(self, heads: Float[Tensor, "b h n d_head"]) -> Float[Tensor, "b n d_model"]:
        """Join the heads of each token, the inverse of `split_heads`.

        A helper for `forward`; it is not graded by itself, and you may do without it.
        """
        # TODO: Join the heads of each token, the inverse of `split_heads`
        raise NotImplementedError(
            "MultiHeadAttention.merge_heads: Join the heads of each token, the inverse of "
            "`split_heads`"
        )

    def forward(
        self,
        x: Float[Tensor, "b n d_model"],
        context: Float[Tensor, "b m d_model"] | None = None,
        mask: Bool[Tensor, "b n m"] | None = None,
    ) -> Float[Tensor, "b n d_model"]:
        """Attend from `x` to `context`, or to `x` itself where there is none.

        Args:
            x: the tokens that ask; the queries come from them.
            context: the tokens that are asked; keys and values come from them. None: `x`.
            mask: bool of shape (n, m), (b, 1, m) or (b, n, m), the same for every head.

        Returns:
            Tensor of the shape and dtype of `x`. A token that may attend to nothing gets
            `out_proj` of zeros: its bias, or zeros where it has none.
        """
        # Your own attention does the work of a head: `from .attention import sdpa`, at the top.
        # TODO: Attend from `x` to `context`, or to `x` itself where there is none
        raise NotImplementedError(
            "MultiHeadAttention.forward: Attend from `x` to `context`, or to `x` itself where "
            "there is none"
        )

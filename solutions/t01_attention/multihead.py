"""Multi-head attention: several small attentions side by side, for one sequence or between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torch import nn

from .attention import sdpa

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
        # BEGIN SOLUTION
        b, n, d_model = x.shape
        return x.reshape(b, n, self.n_heads, d_model // self.n_heads).transpose(1, 2)
        # END SOLUTION
        # BEGIN MISTAKE view-no-transpose
        # why: the memory order is (b, n, h, d_head); reading it as (b, h, n, d_head) mixes tokens
        # hint: In memory the channels of one token stand next to each other. If you reshape
        # hint: straight to (b, h, n, d_head), which numbers end up in head 0?
        # b, n, d_model = x.shape
        # return x.reshape(b, self.n_heads, n, d_model // self.n_heads)
        # END MISTAKE
        # BEGIN MISTAKE reshapes-both-ways
        # why: two plain reshapes undo each other, so the shapes look right and the heads are not
        # hint: Splitting and joining by reshape alone fits in shape. Follow one number: in which
        # hint: order do b, n, h and d_head stand in memory, and in which do you read them?
        # b, n, d_model = x.shape
        # return x.reshape(b, self.n_heads, n, d_model // self.n_heads)
        # END MISTAKE
        # BEGIN MISTAKE heads-interleaved
        # why: channel c goes to head c % n_heads; trained weights of any library then mismatch
        # hint: With 6 channels and 2 heads, which channels does head 0 own by the conventions:
        # hint: 0, 1, 2 or 0, 2, 4?
        # b, n, d_model = x.shape
        # return x.reshape(b, n, d_model // self.n_heads, self.n_heads).permute(0, 3, 1, 2)
        # END MISTAKE

    def merge_heads(self, heads: Float[Tensor, "b h n d_head"]) -> Float[Tensor, "b n d_model"]:
        """Join the heads of each token, the inverse of `split_heads`.

        A helper for `forward`; it is not graded by itself, and you may do without it.
        """
        # BEGIN SOLUTION
        return heads.transpose(1, 2).flatten(start_dim=2)
        # END SOLUTION
        # BEGIN MISTAKE concat-no-transpose
        # why: reading (b, h, n, d_head) as (b, n, d_model) fills a token with one head of others
        # hint: Row i of the output should hold all heads of token i. Which tokens does it hold
        # hint: when the head dimension still stands before the token dimension as you reshape?
        # b, h, n, d_head = heads.shape
        # return heads.reshape(b, n, h * d_head)
        # END MISTAKE
        # BEGIN MISTAKE reshapes-both-ways
        # b, h, n, d_head = heads.shape
        # return heads.reshape(b, n, h * d_head)
        # END MISTAKE
        # BEGIN MISTAKE heads-interleaved
        # return heads.permute(0, 2, 3, 1).flatten(start_dim=2)
        # END MISTAKE

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
        # BEGIN PROMPT
        # # Your own attention does the work of a head: `from .attention import sdpa`, at the top.
        # END PROMPT
        # BEGIN SOLUTION
        source = x if context is None else context
        q = self.split_heads(self.q_proj(x))
        k = self.split_heads(self.k_proj(source))
        v = self.split_heads(self.v_proj(source))
        if mask is not None:
            mask = mask.unsqueeze(-3)  # (b, 1, n, m): one mask for all heads
        return self.out_proj(self.merge_heads(sdpa(q, k, v, mask)))
        # END SOLUTION
        # BEGIN MISTAKE scale-by-dmodel
        # why: a head's dot product has d_head terms; dividing by sqrt(d_model) flattens the weights
        # hint: How many terms does the dot product of one head have: d_model or d_head?
        # source = x if context is None else context
        # q = self.split_heads(self.q_proj(x)) / self.n_heads**0.5
        # k = self.split_heads(self.k_proj(source))
        # v = self.split_heads(self.v_proj(source))
        # if mask is not None:
        #     mask = mask.unsqueeze(-3)
        # return self.out_proj(self.merge_heads(sdpa(q, k, v, mask)))
        # END MISTAKE
        # BEGIN MISTAKE no-out-proj
        # why: without it the heads are only laid side by side and never mixed
        # hint: After the heads have been joined, which of the four projections is still unused?
        # source = x if context is None else context
        # q = self.split_heads(self.q_proj(x))
        # k = self.split_heads(self.k_proj(source))
        # v = self.split_heads(self.v_proj(source))
        # if mask is not None:
        #     mask = mask.unsqueeze(-3)
        # return self.merge_heads(sdpa(q, k, v, mask))
        # END MISTAKE
        # BEGIN MISTAKE cross-uses-x-for-v
        # why: weights over the context's tokens are applied to the tokens of x; silent where both
        # why: have the same length, a shape error elsewhere
        # hint: A weight says how much of a context token to take. From which sequence, then,
        # hint: must the values come?
        # source = x if context is None else context
        # q = self.split_heads(self.q_proj(x))
        # k = self.split_heads(self.k_proj(source))
        # v = self.split_heads(self.v_proj(x))
        # if mask is not None:
        #     mask = mask.unsqueeze(-3)
        # return self.out_proj(self.merge_heads(sdpa(q, k, v, mask)))
        # END MISTAKE
        # BEGIN MISTAKE mask-not-broadcast-to-heads
        # why: (b, n, m) against scores (b, h, n, m) pairs batch with heads; silent if b == h
        # hint: Write the shapes of the scores and of the mask below each other, aligned at the
        # hint: right. Which dimension of the scores meets the batch dimension of the mask?
        # source = x if context is None else context
        # q = self.split_heads(self.q_proj(x))
        # k = self.split_heads(self.k_proj(source))
        # v = self.split_heads(self.v_proj(source))
        # return self.out_proj(self.merge_heads(sdpa(q, k, v, mask)))
        # END MISTAKE

"""A small GPT, given: the model that every method of this module adapts.

It is GPT-2's architecture (pre-norm, learned positions, tanh GELU, a head tied to the embedding)
with two doors for adapters: `Attention.extend` may lengthen keys and values, and `after_attn` and
`after_mlp` of a block may hold a module.
"""

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

Extend = Callable[[Tensor, Tensor, Tensor], tuple[Tensor, Tensor, Tensor]]


class Attention(nn.Module):
    """Multi-head self-attention. `extend`, if set, gets and returns (keys, values, allowed)."""

    def __init__(self, d: int, heads: int):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(d, d) for _ in range(4))
        self.extend: Extend | None = None

    def split(self, x: Tensor) -> Tensor:
        """(batch, t, d) -> (batch, heads, t, d / heads)."""
        return x.unflatten(-1, (self.heads, -1)).transpose(-3, -2)

    def forward(self, x: Tensor, allowed: Tensor) -> Tensor:
        """x (batch, t, d); allowed (batch, 1, t, t), True where query i may attend to key j."""
        q, k, v = (self.split(project(x)) for project in (self.query, self.key, self.value))
        if self.extend is not None:
            k, v, allowed = self.extend(k, v, allowed)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=allowed)
        return self.out(mixed.transpose(-3, -2).flatten(-2))


class MLP(nn.Module):
    """Two layers with a tanh GELU between them."""

    def __init__(self, d: int, hidden: int):
        super().__init__()
        self.up, self.down = nn.Linear(d, hidden), nn.Linear(hidden, d)

    def forward(self, x: Tensor) -> Tensor:
        return self.down(F.gelu(self.up(x), approximate="tanh"))


class Block(nn.Module):
    """Attention and MLP, each read through a norm and added to the residual stream."""

    def __init__(self, d: int, heads: int):
        super().__init__()
        self.norm1, self.attn = nn.LayerNorm(d), Attention(d, heads)
        self.norm2, self.mlp = nn.LayerNorm(d), MLP(d, 4 * d)
        self.after_attn, self.after_mlp = nn.Identity(), nn.Identity()

    def forward(self, x: Tensor, allowed: Tensor) -> Tensor:
        x = x + self.after_attn(self.attn(self.norm1(x), allowed))
        return x + self.after_mlp(self.mlp(self.norm2(x)))


class GPT(nn.Module):
    """A decoder: ids (batch, t) -> logits (batch, t, vocabulary). The head is tied to `tokens`."""

    def __init__(self, vocabulary: int, context: int, d: int, heads: int, layers: int):
        super().__init__()
        self.tokens, self.positions = nn.Embedding(vocabulary, d), nn.Embedding(context, d)
        self.blocks = nn.ModuleList(Block(d, heads) for _ in range(layers))
        self.norm, self.lm_head = nn.LayerNorm(d), nn.Linear(d, vocabulary, bias=False)
        self.apply(_initialise)
        self.lm_head.weight = self.tokens.weight

    def forward(self, ids: Tensor, keep: Tensor | None = None) -> Tensor:
        """keep (batch, t) is False at padding, which no other position may attend to."""
        keep = torch.ones_like(ids, dtype=torch.bool) if keep is None else keep
        return self.run(self.tokens(ids), torch.arange(ids.shape[1]), keep)

    def run(self, vectors: Tensor, positions: Tensor, keep: Tensor) -> Tensor:
        """Logits for vectors (batch, t, d) at positions (t,); keep (batch, t) as in forward."""
        x = vectors + self.positions(positions)
        allowed = causal(keep)
        for block in self.blocks:
            x = block(x, allowed)
        return self.lm_head(self.norm(x))


def causal(keep: Tensor) -> Tensor:
    """(batch, 1, t, t): the past that is kept, and always itself, so that no row is empty."""
    t = keep.shape[1]
    past = torch.ones(t, t, dtype=torch.bool).tril()
    return (past & (keep[:, None, :] | torch.eye(t, dtype=torch.bool)))[:, None]


def _initialise(module: nn.Module) -> None:
    if isinstance(module, (nn.Linear, nn.Embedding)):
        nn.init.normal_(module.weight, std=0.02)
    if isinstance(module, nn.Linear) and module.bias is not None:
        nn.init.zeros_(module.bias)

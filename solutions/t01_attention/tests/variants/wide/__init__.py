"""All in float64 inside, float32 out where float32 came in; einsum, logarithms and added masks."""

from .parts import attention_rollout, causal_mask, combine_masks, padding_mask, sdpa, softmax
from .several import MultiHeadAttention

__all__ = [
    "MultiHeadAttention",
    "attention_rollout",
    "causal_mask",
    "combine_masks",
    "padding_mask",
    "sdpa",
    "softmax",
]

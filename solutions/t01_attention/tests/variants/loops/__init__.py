"""Loops over slices, queries, keys and heads, one number at a time; masked keys are left out."""

from .attention import sdpa, softmax
from .layer import MultiHeadAttention
from .tables import attention_rollout, causal_mask, combine_masks, padding_mask

__all__ = [
    "MultiHeadAttention",
    "attention_rollout",
    "causal_mask",
    "combine_masks",
    "padding_mask",
    "sdpa",
    "softmax",
]

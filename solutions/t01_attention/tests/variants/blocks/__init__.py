"""Keys in blocks of three with a running maximum, divided once at the end; heads in the batch."""

from .flow import attention_rollout
from .layer import MultiHeadAttention
from .online import sdpa, softmax
from .tables import causal_mask, combine_masks, padding_mask

__all__ = [
    "MultiHeadAttention",
    "attention_rollout",
    "causal_mask",
    "combine_masks",
    "padding_mask",
    "sdpa",
    "softmax",
]

"""Attention from its parts: softmax, scaled dot products, masks, many heads, and their flow."""

from .attention import sdpa, softmax
from .masks import causal_mask, combine_masks, padding_mask
from .multihead import MultiHeadAttention
from .rollout import attention_rollout

__all__ = [
    "MultiHeadAttention",
    "attention_rollout",
    "causal_mask",
    "combine_masks",
    "padding_mask",
    "sdpa",
    "softmax",
]

"""Adds whole matrices, keeps a copy to unmerge, and puts prefixes (and mask) behind the keys."""

from .tuning import (
    Adapter,
    LoRALinear,
    PromptTuning,
    inject,
    prefix_kv,
    trainable_report,
)

__all__ = ["Adapter", "LoRALinear", "PromptTuning", "inject", "prefix_kv", "trainable_report"]

"""Merges in float64, draws its dropout by hand, adds one rank and one row after the other."""

from .lora import LoRALinear, inject
from .rest import Adapter, prefix_kv, trainable_report
from .soft import PromptTuning

__all__ = ["Adapter", "LoRALinear", "PromptTuning", "inject", "prefix_kv", "trainable_report"]

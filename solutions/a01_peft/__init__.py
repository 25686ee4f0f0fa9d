"""Adapt a trained model by training almost none of it: LoRA, adapters, prompts and prefixes."""

from .adapter import Adapter
from .base import load_base, read_safetensors
from .characters import decode, encode
from .gpt import GPT
from .inject import inject
from .lora import LoRALinear
from .prompt import PromptTuning, prefix_kv
from .report import trainable_report

__all__ = [
    "GPT",
    "Adapter",
    "LoRALinear",
    "PromptTuning",
    "decode",
    "encode",
    "inject",
    "load_base",
    "prefix_kv",
    "read_safetensors",
    "trainable_report",
]

"""Byte-pair encoding from scratch: how a language model's text becomes numbers and text again."""

from .pairs import merge, pair_counts
from .pretokens import PATTERN, pre_tokens
from .tokenizer import Tokenizer
from .train import train

__all__ = ["PATTERN", "Tokenizer", "merge", "pair_counts", "pre_tokens", "train"]

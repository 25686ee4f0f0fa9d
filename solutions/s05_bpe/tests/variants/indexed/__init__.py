"""Counts kept up to date through an index from pairs to words; encoding with a heap and links."""

from .corpus import train
from .moves import merge, pair_counts
from .text import Tokenizer

__all__ = ["Tokenizer", "merge", "pair_counts", "train"]

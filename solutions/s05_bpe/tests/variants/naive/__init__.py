"""Plain loops and counters by hand: no regular expression but the pattern, everything recounted."""

from .learn import merge, pair_counts, train
from .use import Tokenizer

__all__ = ["Tokenizer", "merge", "pair_counts", "train"]

"""The tasks of s05_bpe by other means: an incremental trainer, and tiktoken's engine as encoder."""

from .pairs import merge, pair_counts
from .pretokens import PATTERN, pre_tokens
from .tokenizer import Tokenizer
from .train import train

__all__ = ["PATTERN", "Tokenizer", "merge", "pair_counts", "pre_tokens", "train"]

"""Byte-pair encoding from scratch."""

from .my_pairs import merge, pair_counts
from .pretokens import PATTERN, pre_tokens
from .tokenizer import Tokenizer
from .train import train

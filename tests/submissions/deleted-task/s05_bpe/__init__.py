"""Byte-pair encoding from scratch."""

from .pairs import merge
from .pretokens import PATTERN, pre_tokens
from .tokenizer import Tokenizer
from .train import train

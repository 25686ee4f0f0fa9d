"""Splits at the first special token, then what is left at the second, and so on."""

from .pretokens import pre_tokens
from .tokenizer import Tokenizer


def encode(self, text, allowed_special="none"):
    return encode_parts(self, text, self.allowed(allowed_special))


def encode_parts(self, text, tokens):
    if not tokens:
        pieces = pre_tokens(text, self.pattern)
        return [each for piece in pieces for each in self.merge_all(list(piece.encode()))]
    first, *others = tokens
    before, *rest = text.split(first)
    ids = encode_parts(self, before, others)
    for part in rest:
        ids += [self.special_ids[first], *encode_parts(self, part, others)]
    return ids


Tokenizer.encode = encode

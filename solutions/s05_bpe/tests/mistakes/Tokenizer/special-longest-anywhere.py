"""Looks for the longest special token first, and for the others in what is left beside it."""

from .pretokens import pre_tokens
from .tokenizer import Tokenizer


def encode(self, text, allowed_special="none"):
    return encode_parts(self, text, sorted(self.allowed(allowed_special), key=len))


def encode_parts(self, text, tokens):
    if not tokens:
        pieces = pre_tokens(text, self.pattern)
        return [each for piece in pieces for each in self.merge_all(list(piece.encode()))]
    *shorter, longest = tokens
    before, found, after = text.partition(longest)
    ids = encode_parts(self, before, shorter)
    return [*ids, self.special_ids[longest], *encode_parts(self, after, tokens)] if found else ids


Tokenizer.encode = encode

"""Looks at the bytes of a piece once: those pairs of them that were merged in training, in turn."""

from .pairs import merge
from .pretokens import pre_tokens
from .tokenizer import Tokenizer


class OnePass(Tokenizer):
    def merge_all(self, ids):
        ids = list(ids)
        of_bytes = [pair for pair in self.merges if max(pair) < 256]
        for pair in of_bytes:
            ids = merge(ids, pair, self.merges[pair])
        return ids


def encode(self, text, allowed_special="none"):
    ids = []
    for part in parts_of(text, self.allowed(allowed_special)):
        if isinstance(part, tuple):
            ids.append(self.special_ids[part[0]])
            continue
        for piece in pre_tokens(part, self.pattern):
            ids += OnePass.merge_all(self, piece.encode())
    return ids


def parts_of(text, tokens):
    """Segments as strings, special tokens as (token,)."""
    places = [(text.find(token), -len(token), token) for token in tokens if token in text]
    while places:
        at, _, token = min(places)
        yield text[:at]
        yield (token,)
        text = text[at + len(token) :]
        places = [(text.find(token), -len(token), token) for token in tokens if token in text]
    yield text


Tokenizer.encode = encode

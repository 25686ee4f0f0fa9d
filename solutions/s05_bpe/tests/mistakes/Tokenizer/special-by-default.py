"""Special tokens are there to be used, so "all" is the default."""

import itertools

from .pairs import merge
from .pretokens import pre_tokens


class Tokenizer:
    def __init__(self, vocab, merges, pattern, special_tokens):
        self.vocab, self.merges, self.pattern = vocab, merges, pattern
        self.specials = {token: 256 + len(merges) + i for i, token in enumerate(special_tokens)}

    def encode(self, text, allowed_special="all"):
        if allowed_special == "all":
            allowed_special = set(self.specials)
        elif allowed_special == "none":
            allowed_special = set()
        if isinstance(allowed_special, str) or not self.specials.keys() >= set(allowed_special):
            raise ValueError("allowed_special")
        ids, segment = [], ""
        while text:
            here = [token for token in allowed_special if text.startswith(token)]
            if here:
                token = max(here, key=len)
                ids += [*self.ordinary(segment), self.specials[token]]
                segment, text = "", text[len(token) :]
            else:
                segment, text = segment + text[0], text[1:]
        return ids + self.ordinary(segment)

    def ordinary(self, segment):
        out = []
        for piece in pre_tokens(segment, self.pattern):
            ids = list(piece.encode())
            known = [p for p in itertools.pairwise(ids) if p in self.merges]
            while known:
                first = min(known, key=self.merges.get)
                ids = merge(ids, first, self.merges[first])
                known = [p for p in itertools.pairwise(ids) if p in self.merges]
            out += ids
        return out

    def decode(self, ids, errors="replace"):
        return b"".join([self.vocab[each] for each in ids]).decode(errors=errors)

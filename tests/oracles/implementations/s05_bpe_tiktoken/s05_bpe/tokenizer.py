"""A Tokenizer whose merging and decoding are done by tiktoken, from ranks that are not its own.

The pieces are cut here and not by tiktoken: its regular expressions count combining marks as letters,
Python's do not. And of special tokens that begin alike it takes any, here the longest has to win.
"""

import tiktoken

from .pretokens import pre_tokens


class Tokenizer:
    def __init__(self, vocab, merges, pattern, special_tokens):
        self.vocab, self.pattern = vocab, pattern
        first = 256 + len(merges)
        self.special_ids = {token: first + i for i, token in enumerate(special_tokens)}
        self.engine = tiktoken.Encoding(
            name="s05_bpe",
            pat_str=r"[\s\S]+",
            mergeable_ranks={vocab[i]: i for i in range(first)},
            special_tokens=self.special_ids,
        )

    def encode(self, text, allowed_special="none"):
        allowed = self.allowed(allowed_special)
        ids, start, i = [], 0, 0
        while i < len(text):
            here = [token for token in allowed if text.startswith(token, i)]
            if not here:
                i += 1
                continue
            longest = max(here, key=len)
            ids += [*self.ordinary(text[start:i]), self.special_ids[longest]]
            start = i = i + len(longest)
        return ids + self.ordinary(text[start:])

    def ordinary(self, text):
        pieces = [piece.encode() for piece in pre_tokens(text, self.pattern)]
        return [i for piece in pieces for i in self.engine._encode_single_piece(piece)]

    def decode(self, ids, errors="replace"):
        ids = list(ids)
        for unknown in {*ids} - self.vocab.keys():
            raise KeyError(unknown)
        return self.engine.decode(ids, errors=errors)

    def allowed(self, allowed_special):
        if allowed_special == "all":
            return list(self.special_ids)
        if allowed_special == "none":
            return []
        if isinstance(allowed_special, str) or not {*allowed_special} <= {*self.special_ids}:
            raise ValueError(allowed_special)
        return list(allowed_special)

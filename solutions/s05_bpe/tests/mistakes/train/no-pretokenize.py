"""Cuts at special tokens alone, as if the pattern were one for encoding."""

import itertools
import re
from collections import Counter

from .pairs import merge


def train(text, vocab_size, pattern, special_tokens):
    room = vocab_size - 256 - len(special_tokens)
    if room < 0:
        raise ValueError("too small")
    by_length = sorted(special_tokens, key=len)[::-1]
    cut = "|".join(re.escape(token) for token in by_length)
    segments = [list(part.encode()) for part in (re.split(cut, text) if cut else [text])]
    vocab, merges = {i: bytes([i]) for i in range(256)}, {}
    for _ in range(room):
        counts = Counter()
        for ids in segments:
            counts.update(itertools.pairwise(ids))
        most = max(counts.values(), default=0)
        if most < 2:
            break
        tied = [pair for pair in counts if counts[pair] == most]
        best = max(tied, key=lambda pair: tuple(vocab[i] for i in pair))
        merges[best] = len(vocab)
        vocab[len(vocab)] = vocab[best[0]] + vocab[best[1]]
        segments = [merge(ids, best, merges[best]) for ids in segments]
    vocab |= {len(vocab) + i: token.encode() for i, token in enumerate(special_tokens)}
    return vocab, merges

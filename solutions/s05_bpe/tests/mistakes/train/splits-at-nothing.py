"""Puts a mark in place of every special token; without any, the empty pattern is everywhere."""

import re
from collections import Counter

from .pairs import merge, pair_counts
from .pretokens import pre_tokens

MARK = "\ue000"


def train(text, vocab_size, pattern, special_tokens):
    room = vocab_size - 256 - len(special_tokens)
    if room < 0:
        raise ValueError("vocab_size is too small")
    escaped = [re.escape(token) for token in sorted(special_tokens, key=len)]
    marked = re.sub("|".join(escaped[::-1]), MARK, text)
    pieces = Counter(piece for part in marked.split(MARK) for piece in pre_tokens(part, pattern))
    words = {tuple(piece.encode()): n for piece, n in pieces.items()}
    tokens, merges = [bytes([byte]) for byte in range(256)], {}
    for _ in range(room):
        counts = pair_counts(words)
        if not counts or max(counts.values()) == 1:
            break
        pair = max(counts, key=lambda p: (counts[p], tokens[p[0]], tokens[p[1]]))
        words = {tuple(merge(list(word), pair, len(tokens))): n for word, n in words.items()}
        merges[pair] = len(tokens)
        tokens.append(tokens[pair[0]] + tokens[pair[1]])
    return dict(enumerate(tokens + [token.encode() for token in special_tokens])), merges

"""Sorts the candidates by the text of the new token, since that is what a tie is to be seen by."""

import re
from collections import Counter

from .pairs import merge, pair_counts
from .pretokens import pre_tokens


def train(text, vocab_size, pattern, special_tokens):
    last = vocab_size - len(special_tokens)
    if last < 256:
        raise ValueError("no room")
    parts = [text]
    if special_tokens:
        by_length = sorted(special_tokens, key=lambda token: -len(token))
        parts = re.split("|".join(re.escape(token) for token in by_length), text)
    frequency = Counter()
    for part in parts:
        frequency.update(tuple(piece.encode()) for piece in pre_tokens(part, pattern))
    vocab, merges = {i: bytes([i]) for i in range(256)}, {}
    while len(vocab) < last:
        candidates = []
        for (left, right), count in pair_counts(frequency).items():
            new_token = vocab[left] + vocab[right]
            candidates.append((count, new_token, left, right))
        candidates.sort()
        if not candidates or candidates[-1][0] < 2:
            break
        _, new_token, *best = candidates[-1]
        merges[tuple(best)] = len(vocab)
        frequency = {
            tuple(merge(list(word), tuple(best), len(vocab))): n for word, n in frequency.items()
        }
        vocab[len(vocab)] = new_token
    for token in special_tokens:
        vocab[len(vocab)] = token.encode()
    return vocab, merges

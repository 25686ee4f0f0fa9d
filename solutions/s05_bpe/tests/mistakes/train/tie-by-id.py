"""Compares pairs of ids, which look as if they were the bytes."""

import re
from collections import Counter

from .pairs import merge, pair_counts
from .pretokens import pre_tokens


def train(text, vocab_size, pattern, special_tokens):
    number_of_merges = vocab_size - len(special_tokens) - 256
    if number_of_merges < 0:
        raise ValueError("vocab_size")
    if special_tokens:
        tokens = sorted(special_tokens, key=len, reverse=True)
        segments = re.split("|".join(map(re.escape, tokens)), text)
    else:
        segments = [text]
    words = Counter(tuple(p.encode()) for s in segments for p in pre_tokens(s, pattern))
    vocab = [bytes([i]) for i in range(256)]
    merges = {}
    for new_id in range(256, 256 + number_of_merges):
        ordered = sorted((n, pair) for pair, n in pair_counts(words).items() if n > 1)
        if not ordered:
            break
        (left, right) = ordered[-1][1]
        merges[left, right] = new_id
        vocab.append(vocab[left] + vocab[right])
        words = {tuple(merge(list(w), (left, right), new_id)): n for w, n in words.items()}
    vocab.extend(token.encode() for token in special_tokens)
    return dict(enumerate(vocab)), merges

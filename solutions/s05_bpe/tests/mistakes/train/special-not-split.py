"""Drops the special tokens from the list of pieces, as if the pattern never cut one in pieces."""

from collections import Counter

from .pairs import merge, pair_counts
from .pretokens import pre_tokens


def train(text, vocab_size, pattern, special_tokens):
    if vocab_size - len(special_tokens) < 256:
        raise ValueError("too small")
    corpus = Counter(pre_tokens(text, pattern))
    for token in special_tokens:
        corpus.pop(token, None)
    words = {tuple(piece.encode()): n for piece, n in corpus.items()}
    vocab = {i: bytes([i]) for i in range(256)}
    merges = {}
    while len(vocab) < vocab_size - len(special_tokens):
        counts = pair_counts(words)
        top = max(counts.values(), default=1)
        if top == 1:
            break
        _, _, pair = max((vocab[p[0]], vocab[p[1]], p) for p in counts if counts[p] == top)
        merges[pair] = new_id = len(vocab)
        vocab[new_id] = vocab[pair[0]] + vocab[pair[1]]
        words = {tuple(merge(list(word), pair, new_id)): n for word, n in words.items()}
    first = len(vocab)
    return vocab | {first + i: s.encode() for i, s in enumerate(special_tokens)}, merges

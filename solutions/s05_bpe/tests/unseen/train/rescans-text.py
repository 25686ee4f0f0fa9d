"""I believed that the corpus is the list of all its pieces, which each merge goes through."""

import re
from collections import Counter

from .pairs import merge
from .pretokens import pre_tokens


def train(
    text: str, vocab_size: int, pattern: str, special_tokens: list[str]
) -> tuple[dict[int, bytes], dict[tuple[int, int], int]]:
    if vocab_size < 256 + len(special_tokens):
        raise ValueError("vocab_size has no room for the special tokens")
    segments = [text]
    if special_tokens:
        ordered = sorted(special_tokens, key=len, reverse=True)
        segments = re.split("|".join(map(re.escape, ordered)), text)
    corpus = [
        list(piece.encode()) for segment in segments for piece in pre_tokens(segment, pattern)
    ]
    vocab = {i: bytes([i]) for i in range(256)}
    merges: dict[tuple[int, int], int] = {}
    while len(vocab) < vocab_size - len(special_tokens):
        counts: Counter[tuple[int, int]] = Counter()
        for ids in corpus:
            counts.update(zip(ids, ids[1:]))
        if not counts:
            break
        best = max(counts, key=lambda p: (counts[p], vocab[p[0]], vocab[p[1]]))
        if counts[best] < 2:
            break
        new_id = len(vocab)
        vocab[new_id] = vocab[best[0]] + vocab[best[1]]
        merges[best] = new_id
        corpus = [merge(ids, best, new_id) for ids in corpus]
    for token in special_tokens:
        vocab[len(vocab)] = token.encode()
    return vocab, merges

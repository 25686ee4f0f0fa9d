"""I believed that vocab_size counts the bytes and the merges."""

import re
from collections import Counter

from .pairs import merge, pair_counts
from .pretokens import pre_tokens


def segments(text: str, special_tokens: list[str]) -> list[str]:
    if not special_tokens:
        return [text]
    longest_first = sorted(special_tokens, key=len, reverse=True)
    return re.split("|".join(re.escape(token) for token in longest_first), text)


def train(
    text: str, vocab_size: int, pattern: str, special_tokens: list[str]
) -> tuple[dict[int, bytes], dict[tuple[int, int], int]]:
    if vocab_size < 256 + len(special_tokens):
        raise ValueError(f"no room for the bytes and the special tokens: {vocab_size}")
    words: Counter[tuple[int, ...]] = Counter()
    for segment in segments(text, special_tokens):
        for piece in pre_tokens(segment, pattern):
            words[tuple(piece.encode("utf-8"))] += 1
    vocab = {i: bytes([i]) for i in range(256)}
    merges: dict[tuple[int, int], int] = {}
    while len(vocab) < vocab_size:
        counts = pair_counts(words)
        if max(counts.values(), default=0) < 2:
            break
        best = max(counts, key=lambda pair: (counts[pair], vocab[pair[0]], vocab[pair[1]]))
        new_id = len(vocab)
        merges[best] = new_id
        vocab[new_id] = vocab[best[0]] + vocab[best[1]]
        words = {tuple(merge(list(word), best, new_id)): n for word, n in words.items()}
    for token in special_tokens:
        vocab[len(vocab)] = token.encode("utf-8")
    return vocab, merges

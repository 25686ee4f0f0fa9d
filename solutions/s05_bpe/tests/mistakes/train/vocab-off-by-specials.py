"""Takes vocab_size for the size of what is learned; special tokens come on top of it."""

from collections import Counter

from .pairs import merge, pair_counts
from .pretokens import pre_tokens


def train(text, vocab_size, pattern, special_tokens):
    if vocab_size < 256 + len(special_tokens):
        raise ValueError("too small")
    segments = [text]
    for token in sorted(special_tokens, key=len, reverse=True):
        segments = [part for segment in segments for part in segment.split(token)]
    words = Counter(tuple(p.encode()) for s in segments for p in pre_tokens(s, pattern))
    vocab, merges = {i: bytes([i]) for i in range(256)}, {}
    for new_id in range(256, vocab_size):
        counts = pair_counts(words)
        best = max(counts, default=None, key=lambda p: (counts[p], vocab[p[0]], vocab[p[1]]))
        if best is None or counts[best] < 2:
            break
        merges[best] = new_id
        vocab[new_id] = vocab[best[0]] + vocab[best[1]]
        words = {tuple(merge(list(word), best, new_id)): n for word, n in words.items()}
    for i, token in enumerate(special_tokens, start=len(vocab)):
        vocab[i] = bytes(token, "utf-8")
    return vocab, merges

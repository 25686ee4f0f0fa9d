"""Too small means smaller than the 256 bytes; the loop sees to the rest."""

import re
from collections import Counter

from .pairs import merge, pair_counts
from .pretokens import pre_tokens


def train(text, vocab_size, pattern, special_tokens):
    if vocab_size <= 255:
        raise ValueError("a vocabulary holds at least all bytes")
    cut = "|".join(re.escape(token) for token in sorted(special_tokens, key=lambda t: -len(t)))
    segments = re.split(cut, text) if special_tokens else [text]
    words = Counter(tuple(p.encode()) for s in segments for p in pre_tokens(s, pattern))
    vocab, merges = [bytes([i]) for i in range(256)], {}
    for new_id in range(256, vocab_size - len(special_tokens)):
        counts = pair_counts(words)
        best = max(counts, default=None, key=lambda p: (counts[p], vocab[p[0]], vocab[p[1]]))
        if best is None or counts[best] == 1:
            break
        merges[best] = new_id
        vocab.append(vocab[best[0]] + vocab[best[1]])
        words = {tuple(merge(list(word), best, new_id)): n for word, n in words.items()}
    return dict(enumerate(vocab + [token.encode() for token in special_tokens])), merges

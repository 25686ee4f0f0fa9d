"""Goes on until no pair is left, for the vocabulary was to have vocab_size ids."""

import re
from collections import Counter

from .pairs import merge, pair_counts
from .pretokens import pre_tokens


def train(text, vocab_size, pattern, special_tokens):
    room = vocab_size - 256 - len(special_tokens)
    if room < 0:
        raise ValueError("room < 0")
    tokens = sorted(map(re.escape, special_tokens), key=len, reverse=True)
    segments = re.split("|".join(tokens), text) if tokens else [text]
    words = Counter()
    for segment in segments:
        for piece in pre_tokens(segment, pattern):
            words[tuple(piece.encode())] += 1
    vocab = [bytes([i]) for i in range(256)]
    merges = {}
    counts = pair_counts(words)
    while counts and len(merges) < room:
        ranked = sorted(counts, key=lambda p: (-counts[p], *(inverted(vocab[i]) for i in p)))
        best = ranked[0]
        merges[best] = len(vocab)
        vocab.append(vocab[best[0]] + vocab[best[1]])
        words = {tuple(merge(list(word), best, merges[best])): n for word, n in words.items()}
        counts = pair_counts(words)
    vocab += [token.encode() for token in special_tokens]
    return dict(enumerate(vocab)), merges


def inverted(token):
    """Sorts the other way round: what is greater, or longer with an equal beginning, is first."""
    return [255 - byte for byte in token] + [256]

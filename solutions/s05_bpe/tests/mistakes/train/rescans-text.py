"""One list of ids for each pre-token of the text, in the order in which they stand there."""

import re
from collections import defaultdict

from .pretokens import pre_tokens


def train(text, vocab_size, pattern, special_tokens):
    room = vocab_size - 256 - len(special_tokens)
    if room < 0:
        raise ValueError("too small")
    longest_first = sorted(special_tokens, key=len, reverse=True)
    cut = "|".join(map(re.escape, longest_first))
    pieces = []
    for segment in re.split(cut, text) if cut else [text]:
        pieces += [list(piece.encode()) for piece in pre_tokens(segment, pattern)]
    vocab = [bytes([i]) for i in range(256)]
    merges = {}
    while len(merges) < room:
        counts = defaultdict(int)
        for ids in pieces:
            for i in range(len(ids) - 1):
                counts[ids[i], ids[i + 1]] += 1
        best = max(counts, key=lambda p: (counts[p], vocab[p[0]], vocab[p[1]]), default=None)
        if best is None or counts[best] < 2:
            break
        for ids in pieces:
            i = 0
            while i < len(ids) - 1:
                if ids[i] == best[0] and ids[i + 1] == best[1]:
                    ids[i : i + 2] = [len(vocab)]
                i += 1
        merges[best] = len(vocab)
        vocab.append(vocab[best[0]] + vocab[best[1]])
    return dict(enumerate(vocab + [token.encode() for token in special_tokens])), merges

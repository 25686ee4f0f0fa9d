"""`Counter.most_common` gives the most frequent pair, so there seems to be nothing to choose."""

import itertools
import re
from collections import Counter


def train(text, vocab_size, pattern, special_tokens):
    if vocab_size < 256 + len(special_tokens):
        raise ValueError(vocab_size)
    longest_first = sorted(special_tokens, key=len, reverse=True)
    stop = "|".join(map(re.escape, longest_first)) or r"\b\B"
    corpus = Counter()
    for segment in re.split(stop, text):
        corpus.update(match.group() for match in re.finditer(pattern, segment))
    words = [([bytes([b]) for b in piece.encode()], n) for piece, n in corpus.items()]
    tokens = [bytes([b]) for b in range(256)]
    merges = {}
    while len(tokens) + len(special_tokens) < vocab_size:
        counts = Counter()
        for word, n in words:
            for pair in itertools.pairwise(word):
                counts[pair] += n
        pair, frequency = counts.most_common(1)[0] if counts else (None, 0)
        if frequency < 2:
            break
        merges[tokens.index(pair[0]), tokens.index(pair[1])] = len(tokens)
        tokens.append(b"".join(pair))
        words = [(joined(word, pair), n) for word, n in words]
    tokens += [token.encode() for token in special_tokens]
    return dict(enumerate(tokens)), merges


def joined(word, pair):
    out = []
    for token in word:
        if out and not out[-1][1] and (out[-1][0], token) == pair:
            out[-1] = b"".join(pair), True
        else:
            out.append((token, False))
    return [token for token, _ in out]

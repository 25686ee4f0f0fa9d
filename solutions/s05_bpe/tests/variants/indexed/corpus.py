"""Training in which a step touches only those words that hold the pair."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import chain, pairwise

from .moves import merge

Pair = tuple[int, int]


def special_pattern(tokens):
    """Matches any of the tokens, the longest first; nothing at all where there are none."""
    ordered = sorted(tokens, key=lambda token: (-len(token), token))
    return re.compile("|".join(map(re.escape, ordered)) if ordered else r"(?!)")


class Index:
    """Words with their frequencies, how often each pair stands in them, and in which ones."""

    def __init__(self, frequencies: Counter[str]) -> None:
        self.words = [list(piece.encode()) for piece in frequencies]
        self.frequencies = list(frequencies.values())
        self.counts: Counter[Pair] = Counter()
        self.places: defaultdict[Pair, set[int]] = defaultdict(set)
        for i in range(len(self.words)):
            self._count(i, 1)

    def _count(self, i: int, sign: int) -> None:
        for pair in pairwise(self.words[i]):
            self.counts[pair] += sign * self.frequencies[i]
            if sign > 0:
                self.places[pair].add(i)
            else:
                self.places[pair].discard(i)

    def join(self, pair: Pair, new_id: int) -> None:
        for i in list(self.places[pair]):
            self._count(i, -1)
            self.words[i] = merge(self.words[i], pair, new_id)
            self._count(i, 1)


def train(
    text: str, vocab_size: int, pattern: str, special_tokens: list[str]
) -> tuple[dict[int, bytes], dict[Pair, int]]:
    last = vocab_size - len(special_tokens)
    if last < 256:
        raise ValueError(vocab_size)
    segments = special_pattern(special_tokens).split(text)
    found = chain.from_iterable(re.finditer(pattern, segment) for segment in segments)
    index = Index(Counter(match[0] for match in found))
    tokens = [bytes([byte]) for byte in range(256)]
    merges: dict[Pair, int] = {}

    def rank(pair: Pair) -> tuple[int, bytes, bytes]:
        return index.counts[pair], tokens[pair[0]], tokens[pair[1]]

    while len(tokens) < last:
        best = max(index.counts, key=rank, default=(0, 0))
        if index.counts[best] < 2:
            break
        merges[best] = len(tokens)
        tokens.append(tokens[best[0]] + tokens[best[1]])
        index.join(best, merges[best])
        index.counts = +index.counts
    tokens.extend(token.encode() for token in special_tokens)
    return dict(enumerate(tokens)), merges

"""A trainer that keeps its counts up to date and touches only the words that hold the merged pair."""

import heapq
import re
from collections import Counter, defaultdict

from .pairs import merge
from .pretokens import pre_tokens


class Corpus:
    """Distinct words, the count of each pair, and the words in which it may stand."""

    def __init__(self, frequencies):
        self.words = [list(piece.encode()) for piece in frequencies]
        self.frequencies = list(frequencies.values())
        self.counts = Counter()
        self.places = defaultdict(set)
        for index in range(len(self.words)):
            self.add(index, 1)

    def add(self, index, sign):
        """Put a word's pairs into the counts, or with sign -1 take them out."""
        pairs = list(zip(self.words[index], self.words[index][1:], strict=False))
        for pair in pairs:
            self.counts[pair] += sign * self.frequencies[index]
            self.places[pair].add(index)
        return pairs

    def replace(self, pair, new_id):
        """Merge a pair everywhere; return the pairs whose counts have changed."""
        changed = set()
        for index in list(self.places.pop(pair)):
            changed.update(self.add(index, -1))
            self.words[index] = merge(self.words[index], pair, new_id)
            changed.update(self.add(index, 1))
        return changed


class Greatest:
    """Turns heapq's order around, so that the greatest key comes out first."""

    def __init__(self, key):
        self.key = key

    def __lt__(self, other):
        return self.key > other.key


def segments_of(text, special_tokens):
    longest_first = sorted(special_tokens, key=len, reverse=True)
    return re.split("|".join(map(re.escape, longest_first)), text) if special_tokens else [text]


def train(text, vocab_size, pattern, special_tokens):
    last = vocab_size - len(special_tokens)
    if last < 256:
        raise ValueError(f"vocab_size {vocab_size} leaves no room")
    frequencies = Counter()
    for segment in segments_of(text, special_tokens):
        frequencies.update(pre_tokens(segment, pattern))
    corpus = Corpus(frequencies)
    vocab, merges = {i: bytes([i]) for i in range(256)}, {}

    def entry(pair):
        return Greatest((corpus.counts[pair], vocab[pair[0]], vocab[pair[1]])), pair

    heap = [entry(pair) for pair in corpus.counts]
    heapq.heapify(heap)
    while heap and len(vocab) < last:
        rank, pair = heapq.heappop(heap)
        if rank.key[0] != corpus.counts[pair]:
            continue  # counted before a later merge changed it
        if rank.key[0] < 2:
            break
        new_id = merges[pair] = len(vocab)
        vocab[new_id] = vocab[pair[0]] + vocab[pair[1]]
        for changed in corpus.replace(pair, new_id):
            heapq.heappush(heap, entry(changed))
    return vocab | {len(vocab) + i: token.encode() for i, token in enumerate(special_tokens)}, merges

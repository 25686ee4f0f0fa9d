"""Encoding in n log n steps, with a memory of pieces; decoding byte for byte as it comes."""

from __future__ import annotations

import codecs
import heapq
import re

from .corpus import special_pattern


class Tokenizer:
    def __init__(self, vocab, merges, pattern, special_tokens):
        self._vocab, self._merges = dict(vocab), dict(merges)
        self._pattern = re.compile(pattern)
        self._special = {token: 256 + len(merges) + i for i, token in enumerate(special_tokens)}
        self._known = {}

    def encode(self, text, allowed_special="none"):
        match allowed_special:
            case "none":
                allowed = set()
            case "all":
                allowed = set(self._special)
            case str():
                raise ValueError("none, all, or a set")
            case _:
                allowed = set(allowed_special)
        if not allowed <= self._special.keys():
            raise ValueError("unknown special token")
        ids, end = [], 0
        for found in special_pattern(allowed).finditer(text):
            ids += self._ordinary(text[end : found.start()])
            ids.append(self._special[found.group()])
            end = found.end()
        return ids + self._ordinary(text[end:])

    def _ordinary(self, segment):
        ids = []
        for found in self._pattern.finditer(segment):
            piece = found.group()
            if piece not in self._known:
                self._known[piece] = tuple(self._merge_all(piece.encode("utf-8")))
            ids.extend(self._known[piece])
        return ids

    def _merge_all(self, content):
        """A chain of ids, and a heap of the merges that could be made in it."""
        ids = list(content)
        after = list(range(1, len(ids) + 1))
        before = list(range(-1, len(ids) - 1))
        heap = []

        def offer(i):
            j = after[i]
            if j < len(ids) and (ids[i], ids[j]) in self._merges:
                heapq.heappush(heap, (self._merges[ids[i], ids[j]], i, ids[i], ids[j]))

        for i in range(len(ids)):
            offer(i)
        while heap:
            new_id, i, left, right = heapq.heappop(heap)
            j = after[i]
            if ids[i] != left or j >= len(ids) or ids[j] != right:
                continue  # one of the two has been merged meanwhile
            ids[i], ids[j], after[i] = new_id, None, after[j]
            if after[j] < len(ids):
                before[after[j]] = i
            offer(i)
            if before[i] >= 0:
                offer(before[i])
        return [each for each in ids if each is not None]

    def decode(self, ids, errors="replace"):
        decoder = codecs.getincrementaldecoder("utf-8")(errors)
        parts = [decoder.decode(self._vocab[each]) for each in ids]
        return "".join(parts) + decoder.decode(b"", final=True)

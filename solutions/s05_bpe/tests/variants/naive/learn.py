"""Counting, merging and training; the corpus is a list of [ids, frequency]."""

import re


def pair_counts(words):
    counts = {}
    for word in words:
        for i in range(len(word) - 1):
            pair = (word[i], word[i + 1])
            if pair not in counts:
                counts[pair] = 0
            counts[pair] = counts[pair] + words[word]
    return counts


def merge(ids, pair, new_id):
    out = []
    free = False  # may the last id of `out` still be the left half of a pair?
    for each in ids:
        if free and out[-1] == pair[0] and each == pair[1]:
            out[-1] = new_id
            free = False
        else:
            out.append(each)
            free = True
    return out


def cut(text, tokens):
    """The text in pieces: (True, a special token) or (False, what stands between two of them)."""
    parts = []
    begin = i = 0
    while i < len(text):
        best = ""
        for token in tokens:
            if len(token) > len(best) and text[i : i + len(token)] == token:
                best = token
        if best:
            parts.append((False, text[begin:i]))
            parts.append((True, best))
            i += len(best)
            begin = i
        else:
            i += 1
    parts.append((False, text[begin:]))
    return parts


def pieces(text, pattern):
    found = []
    for match in re.compile(pattern).finditer(text):
        found.append(match.group(0))  # noqa: PERF401
    return found


def train(text, vocab_size, pattern, special_tokens):
    room = vocab_size - 256 - len(special_tokens)
    if room < 0:
        raise ValueError("vocab_size is too small")
    corpus = {}
    for special, part in cut(text, special_tokens):
        if not special:
            for piece in pieces(part, pattern):
                corpus[piece] = corpus.get(piece, 0) + 1
    words = {}
    for piece, frequency in corpus.items():
        words[tuple(piece.encode("utf-8"))] = frequency
    vocab = {}
    for byte in range(256):
        vocab[byte] = bytes((byte,))
    merges = {}
    for _ in range(room):
        best = None
        best_key = None
        for (left, right), count in pair_counts(words).items():
            key = (count, vocab[left], vocab[right])
            if best is None or key > best_key:
                best, best_key = (left, right), key
        if best is None or best_key[0] == 1:
            break
        new_id = 256 + len(merges)
        merges[best] = new_id
        vocab[new_id] = vocab[best[0]] + vocab[best[1]]
        merged = {}
        for word, frequency in words.items():
            merged[tuple(merge(word, best, new_id))] = frequency
        words = merged
    for i in range(len(special_tokens)):
        vocab[256 + len(merges) + i] = special_tokens[i].encode("utf-8")
    return vocab, merges

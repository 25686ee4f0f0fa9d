"""Each id is a character of a Python string, so that a merge is `str.replace`, made in one go."""

import re
from collections import Counter

GAP = "\U0010ffff"  # between two words; no vocabulary has so many ids


def spelled(ids):
    return "".join(map(chr, ids))


def pair_counts(words):
    counts = Counter()
    for word, frequency in words.items():
        every = Counter(word[i : i + 2] for i in range(len(word) - 1))
        counts.update({pair: number * frequency for pair, number in every.items()})
    return dict(counts)


def merge(ids, pair, new_id):
    return [ord(letter) for letter in spelled(ids).replace(spelled(pair), chr(new_id))]


def groups(tokens):
    """A pattern with one group around all tokens, greatest in Python's order first.

    A string sorts after each string that it begins with, so the longer one is tried first.
    """
    return "(" + "|".join(re.escape(token) for token in sorted(tokens)[::-1]) + ")"


def segments_of(text, tokens):
    """Ordinary text and special tokens in turn."""
    return re.split(groups(tokens), text) if tokens else [text]


def pieces_of(segment, pattern):
    found = []
    re.sub(pattern, lambda match: found.append(match[0]) or "", segment)
    return [spelled(piece.encode()) for piece in found]


def train(text, vocab_size, pattern, special_tokens):
    if vocab_size - len(special_tokens) < 256:
        raise ValueError("no room for the bytes and the special tokens")
    frequencies = Counter()
    for segment in segments_of(text, special_tokens)[::2]:
        frequencies.update(pieces_of(segment, pattern))
    corpus = GAP.join(frequencies)
    weights = list(frequencies.values())
    vocab = {byte: byte.to_bytes(1, "little") for byte in range(256)}
    merges = {}
    while len(vocab) < vocab_size - len(special_tokens):
        counts = Counter()
        for word, weight in zip(corpus.split(GAP), weights, strict=False):
            for i in range(len(word) - 1):
                counts[word[i : i + 2]] += weight
        ranked = [(n, vocab[ord(a)], vocab[ord(b)], a + b) for (a, b), n in counts.items() if n > 1]
        if not ranked:
            break
        *_, pair = sorted(ranked).pop()
        new_id = len(vocab)
        merges[ord(pair[0]), ord(pair[1])] = new_id
        vocab[new_id] = vocab[ord(pair[0])] + vocab[ord(pair[1])]
        corpus = corpus.replace(pair, chr(new_id))
    specials = {len(vocab) + i: bytes(s, "utf-8") for i, s in enumerate(special_tokens)}
    return vocab | specials, merges


class Tokenizer:
    def __init__(self, vocab, merges, pattern, special_tokens):
        self.vocab, self.pattern = vocab, pattern
        in_order = sorted(merges.items(), key=lambda item: item[1])
        self.steps = [(spelled(pair), chr(new_id)) for pair, new_id in in_order]
        self.specials = list(special_tokens)

    def encode(self, text, allowed_special="none"):
        named = {"none": [], "all": self.specials}
        if isinstance(allowed_special, str):
            if allowed_special not in named:
                raise ValueError(f"what is {allowed_special!r}?")
            allowed_special = named[allowed_special]
        if any(token not in self.specials for token in allowed_special):
            raise ValueError("not a special token")
        ids = []
        for i, part in enumerate(segments_of(text, list(allowed_special))):
            if i % 2:
                ids.append(256 + len(self.steps) + self.specials.index(part))
            else:
                ids += self.encode_segment(part)
        return ids

    def encode_segment(self, segment):
        # Every merge needs ids that are older than its own: one pass in the order of learning does.
        joined = GAP.join(pieces_of(segment, self.pattern))
        for pair, letter in self.steps:
            joined = joined.replace(pair, letter)
        return [ord(letter) for letter in joined if letter != GAP]

    def decode(self, ids, errors="replace"):
        content = bytearray()
        for each in ids:
            content.extend(self.vocab[each])
        return str(content, "utf-8", errors)

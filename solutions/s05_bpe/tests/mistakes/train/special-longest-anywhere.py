"""Puts a gap in the place of each special token, one token after the other, the longest first."""

from collections import Counter

from .pairs import merge, pair_counts
from .pretokens import pre_tokens

GAP = "\U0010fffe"


def train(text, vocab_size, pattern, special_tokens):
    room = vocab_size - 256 - len(special_tokens)
    if room < 0:
        raise ValueError("too small")
    for token in sorted(special_tokens, key=lambda token: -len(token)):
        text = text.replace(token, GAP)
    corpus = Counter(piece for part in text.split(GAP) for piece in pre_tokens(part, pattern))
    words = {tuple(piece.encode()): frequency for piece, frequency in corpus.items()}
    vocab, merges = {byte: bytes([byte]) for byte in range(256)}, {}
    for new_id in range(256, 256 + room):
        ranked = [(n, vocab[a], vocab[b], (a, b)) for (a, b), n in pair_counts(words).items()]
        if not ranked or max(ranked)[0] < 2:
            break
        *_, pair = max(ranked)
        merges[pair] = new_id
        vocab[new_id] = vocab[pair[0]] + vocab[pair[1]]
        words = {tuple(merge(list(word), pair, new_id)): n for word, n in words.items()}
    vocab |= {len(vocab) + i: token.encode() for i, token in enumerate(special_tokens)}
    return vocab, merges

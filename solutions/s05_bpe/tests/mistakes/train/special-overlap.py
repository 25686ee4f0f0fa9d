"""Asks of each place in the text which special token begins there, and the first one wins."""

from collections import Counter

from .pairs import merge, pair_counts
from .pretokens import pre_tokens


def segments_of(text, special_tokens):
    begun = at = 0
    while at < len(text):
        here = next((token for token in special_tokens if text.startswith(token, at)), None)
        if here is None:
            at += 1
        else:
            yield text[begun:at]
            begun = at = at + len(here)
    yield text[begun:]


def train(text, vocab_size, pattern, special_tokens):
    room = vocab_size - 256 - len(special_tokens)
    if room < 0:
        raise ValueError("no room")
    pieces = [p for s in segments_of(text, special_tokens) for p in pre_tokens(s, pattern)]
    words = dict(Counter(tuple(piece.encode()) for piece in pieces))
    tokens, merges = [bytes([i]) for i in range(256)], {}
    while room > 0:
        counts = pair_counts(words)
        ranked = sorted(counts, key=lambda p: (counts[p], tokens[p[0]], tokens[p[1]]))
        if not ranked or counts[ranked[-1]] < 2:
            break
        pair = ranked[-1]
        merges[pair] = len(tokens)
        words = {tuple(merge(list(word), pair, len(tokens))): n for word, n in words.items()}
        tokens.append(tokens[pair[0]] + tokens[pair[1]])
        room -= 1
    tokens += [token.encode() for token in special_tokens]
    return dict(enumerate(tokens)), merges

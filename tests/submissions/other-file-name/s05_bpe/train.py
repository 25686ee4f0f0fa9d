"""Learn the merges from a text."""

import re
from collections import Counter

from .my_pairs import merge, pair_counts
from .pretokens import pre_tokens


def train(
    text: str, vocab_size: int, pattern: str, special_tokens: list[str]
) -> tuple[dict[int, bytes], dict[tuple[int, int], int]]:
    r"""Learn a byte-level BPE vocabulary from ``text``.

    Args:
        text: the corpus.
        vocab_size: the largest size of the vocabulary; it counts the 256 bytes, the merges and the
            special tokens. Less than 256 + len(special_tokens) raises ValueError.
        pattern: what `pre_tokens` cuts the text with; no merge crosses a pre-token.
        special_tokens: distinct, non-empty strings that the merges must not see. The text is cut at
            them first, where several begin at one place at the longest, and they are left out; each
            segment between them is cut into pre-tokens on its own.

    Returns:
        vocab: id -> bytes (the type `bytes`). Ids 0 to 255 are the single bytes, from 256 on stand
            the merged tokens as they were learned, and directly after them the special tokens in
            the order given. Ids have no gaps.
        merges: (left id, right id) -> new id, for each merge.

    Conventions: each step merges the most frequent pair. Of several, it takes the greatest
    (bytes of left, bytes of right), compared as Python compares tuples of `bytes`. It stops at
    vocab_size or as soon as no pair occurs at least twice; then the vocabulary stays smaller.

    Example:
        >>> vocab, merges = train("aaabdaaabac", 259, r"\w+", ["<|end|>"])
        >>> merges
        {(97, 97): 256, (256, 97): 257}
        >>> vocab[257], vocab[258], len(vocab)
        (b'aaa', b'<|end|>', 259)
    """
    if vocab_size < 256 + len(special_tokens):
        raise ValueError(f"{vocab_size} ids are too few for 256 bytes and the special tokens")
    longest_first = sorted(special_tokens, key=len, reverse=True)
    special = "|".join(re.escape(token) for token in longest_first)
    segments = re.split(special, text) if special else [text]
    pieces = [piece for segment in segments for piece in pre_tokens(segment, pattern)]
    words = {tuple(piece.encode()): count for piece, count in Counter(pieces).items()}
    vocab = {byte: bytes([byte]) for byte in range(256)}
    merges: dict[tuple[int, int], int] = {}
    while len(vocab) + len(special_tokens) < vocab_size:
        counts = pair_counts(words)
        most = max(counts.values(), default=0)
        if most < 2:
            break
        tied = [pair for pair, count in counts.items() if count == most]
        best = max(tied, key=lambda pair: (vocab[pair[0]], vocab[pair[1]]))
        merges[best] = new_id = len(vocab)
        vocab[new_id] = vocab[best[0]] + vocab[best[1]]
        words = {tuple(merge(list(word), best, new_id)): count for word, count in words.items()}
    for token in special_tokens:
        vocab[len(vocab)] = token.encode()
    return vocab, merges

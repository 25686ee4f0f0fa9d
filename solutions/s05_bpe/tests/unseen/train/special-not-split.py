"""I believed that special tokens only need their ids and that the text is cut by the pattern."""

from collections import Counter

from .pairs import merge, pair_counts
from .pretokens import pre_tokens


def train(
    text: str, vocab_size: int, pattern: str, special_tokens: list[str]
) -> tuple[dict[int, bytes], dict[tuple[int, int], int]]:
    most_merges = vocab_size - 256 - len(special_tokens)
    if most_merges < 0:
        raise ValueError("vocab_size is too small")
    words = Counter(tuple(piece.encode()) for piece in pre_tokens(text, pattern))
    vocab = {byte: bytes([byte]) for byte in range(256)}
    merges: dict[tuple[int, int], int] = {}
    for new_id in range(256, 256 + most_merges):
        counts = pair_counts(words)
        if not counts:
            break
        frequency, _, best = max(
            (count, (vocab[pair[0]], vocab[pair[1]]), pair) for pair, count in counts.items()
        )
        if frequency < 2:
            break
        merges[best] = new_id
        vocab[new_id] = vocab[best[0]] + vocab[best[1]]
        words = {tuple(merge(list(word), best, new_id)): n for word, n in words.items()}
    first = len(vocab)
    for i, token in enumerate(special_tokens):
        vocab[first + i] = token.encode()
    return vocab, merges

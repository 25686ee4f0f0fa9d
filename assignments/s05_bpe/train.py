"""Learn the merges from a text."""


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
            them first: the one that begins furthest to the left is cut out, of several that begin
            there the longest, and the search goes on behind it. Each segment between them is cut
            into pre-tokens on its own.

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
    # TODO: Learn a byte-level BPE vocabulary from ``text``
    raise NotImplementedError("train: Learn a byte-level BPE vocabulary from ``text``")

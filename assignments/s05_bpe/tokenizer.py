"""Use what was learned: text to ids and ids to text."""

from collections.abc import Collection, Iterable


class Tokenizer:
    r"""A byte-level BPE tokenizer, built from what `train` returns.

    Args:
        vocab: id -> bytes: 256 single bytes, then the merged tokens, then the special tokens.
        merges: (left id, right id) -> new id. The smaller the new id, the earlier the merge.
        pattern: what `pre_tokens` cuts with; the one the tokenizer was trained with.
        special_tokens: distinct, non-empty strings; special_tokens[i] has id 256 + len(merges) + i.

    None of the four is changed, neither here nor in a call.

    Example:
        >>> vocab = {101: b"e", 104: b"h", 121: b"y", 256: b"he", 257: b"<|end|>"}  # and 253 more
        >>> tokenizer = Tokenizer(vocab, {(104, 101): 256}, r"\w+|\W+", ["<|end|>"])
        >>> tokenizer.encode("hey<|end|>", allowed_special="all")
        [256, 121, 257]
        >>> tokenizer.decode([256, 121, 257])
        'hey<|end|>'
    """

    def __init__(
        self,
        vocab: dict[int, bytes],
        merges: dict[tuple[int, int], int],
        pattern: str,
        special_tokens: list[str],
    ) -> None:
        self.vocab = vocab
        self.merges = merges
        self.pattern = pattern
        first_special_id = 256 + len(merges)
        self.special_ids = {token: first_special_id + i for i, token in enumerate(special_tokens)}

    def encode(self, text: str, allowed_special: str | Collection[str] = "none") -> list[int]:
        """Turn a text into ids.

        Args:
            text: any text; a lone surrogate such as U+D800 has no UTF-8 form and raises
                UnicodeEncodeError.
            allowed_special: the special tokens that become their own id where they stand in the
                text: "none", "all", or a set of special tokens. The text of all others is ordinary
                text. Anything else raises ValueError (`allowed` does).

        Conventions: the text is cut at the allowed special tokens first: at the one that begins
        furthest to the left, of several that begin there at the longest, and the search goes on
        behind it. Each segment between them is cut into pre-tokens on its own, and each pre-token
        becomes its UTF-8 bytes. Then, within a pre-token, the merge learned
        earliest of all that apply is made again and again, until none applies.
        """
        # TODO: Turn a text into ids
        raise NotImplementedError("Tokenizer.encode: Turn a text into ids")

    def decode(self, ids: Iterable[int], errors: str = "replace") -> str:
        """Turn ids back into text: the UTF-8 reading of all their bytes together.

        Args:
            ids: ids of the vocabulary, special ones too; any other raises KeyError.
            errors: what happens to bytes that are no valid UTF-8, as in `bytes.decode`: "replace"
                puts U+FFFD in their place, "ignore" drops them, "strict" raises UnicodeDecodeError.
        """
        # TODO: Turn ids back into text: the UTF-8 reading of all their bytes together
        raise NotImplementedError(
            "Tokenizer.decode: Turn ids back into text: the UTF-8 reading of all their bytes "
            "together"
        )

    def allowed(self, allowed_special: str | Collection[str]) -> list[str]:
        """Given: the special tokens that ``allowed_special`` names, in the order of their ids."""
        if isinstance(allowed_special, str):
            if allowed_special not in ("none", "all"):
                raise ValueError(f"allowed_special is 'none', 'all' or a set: {allowed_special!r}")
            return list(self.special_ids) if allowed_special == "all" else []
        unknown = set(allowed_special) - self.special_ids.keys()
        if unknown:
            raise ValueError(f"not special tokens of this tokenizer: {sorted(unknown)}")
        return [token for token in self.special_ids if token in allowed_special]

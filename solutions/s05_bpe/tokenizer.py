"""Use what was learned: text to ids and ids to text."""

import re
from collections.abc import Collection, Iterable
from itertools import pairwise

from .pretokens import pre_tokens


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
        # BEGIN SOLUTION
        allowed = self.allowed(allowed_special)
        longest_first = sorted(allowed, key=len, reverse=True)
        special = "|".join(re.escape(token) for token in longest_first)
        segments = re.split(f"({special})", text) if special else [text]
        ids: list[int] = []
        for segment in segments:
            if segment in allowed:
                ids.append(self.special_ids[segment])
            else:
                for piece in pre_tokens(segment, self.pattern):
                    ids.extend(self.merge_all(list(piece.encode())))
        return ids
        # END SOLUTION
        # BEGIN MISTAKE special-overlap
        # why: special tokens are tried in the order given, so a shorter one can hide a longer one
        # hint: If one special token begins with another, which of the two does your search try
        # hint: first?
        # allowed = self.allowed(allowed_special)
        # special = "|".join(re.escape(token) for token in allowed)
        # segments = re.split(f"({special})", text) if special else [text]
        # ids: list[int] = []
        # for segment in segments:
        #     if segment in allowed:
        #         ids.append(self.special_ids[segment])
        #     else:
        #         for piece in pre_tokens(segment, self.pattern):
        #             ids.extend(self.merge_all(list(piece.encode())))
        # return ids
        # END MISTAKE
        # BEGIN MISTAKE special-longest-anywhere
        # why: the longest token is cut out of the whole text before the others are looked for
        # hint: One special token ends with the letters with which another begins. Where both
        # hint: overlap in the text, do you cut out the one further to the left, or the longer one?
        # allowed = self.allowed(allowed_special)
        # segments = [text]
        # for token in sorted(allowed, key=len, reverse=True):
        #     here = f"({re.escape(token)})"
        #     cut = [[each] if each in allowed else re.split(here, each) for each in segments]
        #     segments = [part for parts in cut for part in parts]
        # ids: list[int] = []
        # for segment in segments:
        #     if segment in allowed:
        #         ids.append(self.special_ids[segment])
        #     else:
        #         for piece in pre_tokens(segment, self.pattern):
        #             ids.extend(self.merge_all(list(piece.encode())))
        # return ids
        # END MISTAKE
        # BEGIN MISTAKE special-by-default
        # why: special text always becomes its id, so any user can write an end-of-text token
        # hint: A user types the text of a special token into a chat. What should become of it
        # hint: when nobody has allowed it?
        # longest_first = sorted(self.special_ids, key=len, reverse=True)
        # special = "|".join(re.escape(token) for token in longest_first)
        # segments = re.split(f"({special})", text) if special else [text]
        # ids: list[int] = []
        # for segment in segments:
        #     if segment in self.special_ids:
        #         ids.append(self.special_ids[segment])
        #     else:
        #         for piece in pre_tokens(segment, self.pattern):
        #             ids.extend(self.merge_all(list(piece.encode())))
        # return ids
        # END MISTAKE
        # BEGIN MISTAKE surrogate-replaced
        # why: what cannot be encoded silently becomes a question mark, so the round trip is lost
        # hint: What does your encoder make of a character that has no UTF-8 form, and could the
        # hint: decoder ever give it back?
        # allowed = self.allowed(allowed_special)
        # longest_first = sorted(allowed, key=len, reverse=True)
        # special = "|".join(re.escape(token) for token in longest_first)
        # segments = re.split(f"({special})", text) if special else [text]
        # ids: list[int] = []
        # for segment in segments:
        #     if segment in allowed:
        #         ids.append(self.special_ids[segment])
        #     else:
        #         for piece in pre_tokens(segment, self.pattern):
        #             ids.extend(self.merge_all(list(piece.encode(errors="replace"))))
        # return ids
        # END MISTAKE

    # BEGIN SOLUTION
    def merge_all(self, ids: list[int]) -> list[int]:
        """Merge the ids of one pre-token: the earliest learned pair, the leftmost of its places."""
        while True:
            pairs = enumerate(pairwise(ids))
            known = [(self.merges[pair], i) for i, pair in pairs if pair in self.merges]
            if not known:
                return ids
            new_id, i = min(known)
            ids[i : i + 2] = [new_id]

    # END SOLUTION
    # BEGIN MISTAKE order-of-text
    # why: takes the first pair in the text that can be merged, not the one that was learned first
    # hint: Two known pairs overlap. Does your encoder take the one further left, or the one that
    # hint: training merged first?
    # def merge_all(self, ids: list[int]) -> list[int]:
    #     """Merge the ids of one pre-token: always the leftmost known pair."""
    #     while True:
    #         pairs = enumerate(pairwise(ids))
    #         known = [(i, self.merges[pair]) for i, pair in pairs if pair in self.merges]
    #         if not known:
    #             return ids
    #         i, new_id = min(known)
    #         ids[i : i + 2] = [new_id]
    #
    # END MISTAKE
    # BEGIN MISTAKE single-pass
    # why: tries each pair of the bytes once; a pair that a merge has created is never merged
    # hint: After a merge there are new neighbours. Does your encoder ever look at them?
    # def merge_all(self, ids: list[int]) -> list[int]:
    #     """Merge the ids of one pre-token: each pair of its bytes once, the earliest first."""
    #     known = sorted((self.merges[pair], pair) for pair in {*pairwise(ids)} & {*self.merges})
    #     for new_id, pair in known:
    #         pairs = list(pairwise(ids))
    #         if pair in pairs:
    #             i = pairs.index(pair)
    #             ids[i : i + 2] = [new_id]
    #     return ids
    #
    # END MISTAKE
    def decode(self, ids: Iterable[int], errors: str = "replace") -> str:
        """Turn ids back into text: the UTF-8 reading of all their bytes together.

        Args:
            ids: ids of the vocabulary, special ones too; any other raises KeyError.
            errors: what happens to bytes that are no valid UTF-8, as in `bytes.decode`: "replace"
                puts U+FFFD in their place, "ignore" drops them, "strict" raises UnicodeDecodeError.
        """
        # BEGIN SOLUTION
        return b"".join(self.vocab[token] for token in ids).decode("utf-8", errors=errors)
        # END SOLUTION
        # BEGIN MISTAKE decode-per-token
        # why: a character whose bytes lie in two tokens is broken into replacement characters
        # hint: One emoji is four bytes. What can be read from a token that holds only two of them?
        # return "".join(self.vocab[token].decode("utf-8", errors=errors) for token in ids)
        # END MISTAKE
        # BEGIN MISTAKE strict-decode
        # why: a model may emit any sequence of ids, also one whose bytes are no valid UTF-8
        # hint: Can every sequence of bytes be read as UTF-8? What does your decoder do with one
        # hint: that cannot, and who decides?
        # verdict: ERROR
        # return b"".join(self.vocab[token] for token in ids).decode("utf-8")
        # END MISTAKE
        # BEGIN MISTAKE unknown-ids-skipped
        # why: an id that nobody knows vanishes, and with it the sign that model and vocabulary
        # why: do not belong together
        # hint: Give your decoder an id that is larger than all in the vocabulary. Would somebody
        # hint: who has loaded the wrong vocabulary notice?
        # known = (self.vocab.get(token, b"") for token in ids)
        # return b"".join(known).decode("utf-8", errors=errors)
        # END MISTAKE

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

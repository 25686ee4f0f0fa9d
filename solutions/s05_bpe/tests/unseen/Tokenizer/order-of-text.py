"""I believed that pairs are merged as they come, from left to right."""

import re
from collections.abc import Collection, Iterable

from .pretokens import pre_tokens


class Tokenizer:
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
        special = self.allowed(allowed_special)
        ids: list[int] = []
        for part in self._cut(text, special):
            if part in special:
                ids.append(self.special_ids[part])
                continue
            for piece in pre_tokens(part, self.pattern):
                ids.extend(self._encode_piece(piece))
        return ids

    def _cut(self, text: str, special: list[str]) -> list[str]:
        if not special:
            return [text]
        longest_first = sorted(special, key=len, reverse=True)
        return re.split("(" + "|".join(map(re.escape, longest_first)) + ")", text)

    def _encode_piece(self, piece: str) -> list[int]:
        ids = list(piece.encode("utf-8"))
        i = 0
        while i < len(ids) - 1:
            new_id = self.merges.get((ids[i], ids[i + 1]))
            if new_id is None:
                i += 1
            else:
                ids[i : i + 2] = [new_id]
                i = 0
        return ids

    def decode(self, ids: Iterable[int], errors: str = "replace") -> str:
        return b"".join(self.vocab[token] for token in ids).decode("utf-8", errors=errors)

    def allowed(self, allowed_special: str | Collection[str]) -> list[str]:
        if isinstance(allowed_special, str):
            if allowed_special not in ("none", "all"):
                raise ValueError(f"allowed_special is 'none', 'all' or a set: {allowed_special!r}")
            return list(self.special_ids) if allowed_special == "all" else []
        unknown = set(allowed_special) - self.special_ids.keys()
        if unknown:
            raise ValueError(f"not special tokens of this tokenizer: {sorted(unknown)}")
        return [token for token in self.special_ids if token in allowed_special]

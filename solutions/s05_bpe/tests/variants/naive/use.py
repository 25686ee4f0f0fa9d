"""Encoding by looking for the best pair again and again."""

from .learn import cut, merge, pieces


class Tokenizer:
    def __init__(self, vocab, merges, pattern, special_tokens):
        self.vocab, self.merges = vocab, merges
        self.pattern, self.special_tokens = pattern, special_tokens

    def permitted(self, allowed_special):
        if allowed_special == "none":
            return []
        if allowed_special == "all":
            return self.special_tokens
        if isinstance(allowed_special, str):
            raise ValueError(allowed_special)
        for token in allowed_special:
            if token not in self.special_tokens:
                raise ValueError(token)
        return allowed_special

    def encode(self, text, allowed_special="none"):
        ids = []
        for special, part in cut(text, self.permitted(allowed_special)):
            if special:
                ids.append(256 + len(self.merges) + self.special_tokens.index(part))
            else:
                for piece in pieces(part, self.pattern):
                    ids += self.encode_piece(piece)
        return ids

    def encode_piece(self, piece):
        ids = list(piece.encode("utf-8"))
        while True:
            best = None
            for i in range(len(ids) - 1):
                pair = (ids[i], ids[i + 1])
                if pair in self.merges and (best is None or self.merges[pair] < self.merges[best]):
                    best = pair
            if best is None:
                return ids
            ids = merge(ids, best, self.merges[best])

    def decode(self, ids, errors="replace"):
        content = b""
        for each in ids:
            content += self.vocab[each]
        return content.decode("utf-8", errors)

"""A decoder should never fail, so it takes what it knows and passes over the rest."""

from .tokenizer import Tokenizer


def decode(self, ids, errors="replace"):
    content = bytearray()
    for each in ids:
        if each in self.vocab:
            content += self.vocab[each]
    return content.decode(errors=errors)


Tokenizer.decode = decode

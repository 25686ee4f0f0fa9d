"""Makes a table of the text of every token once, and reads all texts from it."""

from .tokenizer import Tokenizer


def decode(self, ids, errors="replace"):
    table = {each: str(content, "utf-8", errors) for each, content in self.vocab.items()}
    out = ""
    for each in ids:
        out += table[each]
    return out


Tokenizer.decode = decode

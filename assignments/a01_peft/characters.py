"""Characters as ids, given: 0 is a new line, 1 to 95 are the printable ASCII characters."""

import torch
from torch import Tensor

SIZE = 96


def encode(text: str) -> Tensor:
    """The ids (t,) of a text; a character outside the vocabulary becomes a question mark."""
    codes = [0 if c == "\n" else ord(c) - 31 for c in text]
    return torch.tensor([code if 0 <= code < SIZE else ord("?") - 31 for code in codes])


def decode(ids: Tensor) -> str:
    """The text of ids (t,)."""
    return "".join("\n" if i == 0 else chr(i + 31) for i in ids.tolist())

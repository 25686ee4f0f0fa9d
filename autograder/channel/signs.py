"""A stranger's text as it may be shown: nothing in it moves a cursor or turns what is beside it."""

from __future__ import annotations

import unicodedata

_KEPT = "\n\t"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode's categories of signs that are not seen themselves but change what is."""


def shown(text: str) -> str:
    r"""``text`` with a replacement character for every sign that is not to be seen.

    >>> shown("all \x1b[32mright")
    'all �[32mright'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_sign, text))


def _sign(sign: str) -> str:
    hidden = sign not in _KEPT and unicodedata.category(sign) in _HIDDEN
    return "�" if hidden else sign

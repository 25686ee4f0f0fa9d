"""What a text defines by its looks: told without parsing it, since a file with a syntax error
counts too and a hostile one must cost nothing.
"""

from __future__ import annotations

import re

_DEFINITION = re.compile(rb"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)
_NOT_WRITTEN = re.compile(rb"^[ \t]+raise[ \t]+NotImplementedError\b", re.MULTILINE)


def defined(text: bytes, *, written: bool = False) -> set[str]:
    """The functions and classes of ``text``; those that still raise NotImplementedError not, where
    only what is ``written`` counts.
    """
    names = set()
    starts = list(_DEFINITION.finditer(text))
    ends = [*(each.start() for each in starts[1:]), len(text)]
    for start, end in zip(starts, ends, strict=bool(starts)):
        if not (written and _NOT_WRITTEN.search(text, start.end(), end)):
            names.add(start[1].decode())
    return names

"""Given code: cut a text into pre-tokens, the pieces that no merge may cross."""

import re

# GPT-2's pattern in the words of Python's own `re`, which has no \p{L} for "letter":
#   contractions | letters | digits | anything else that is no space | spaces
# Each of the middle three may take one space in front, so " sheep" is one piece. A run of spaces
# leaves its last one to the word that follows. Every character is matched by one of the six parts.
PATTERN = r"'(?:[sdmt]|ll|ve|re)| ?[^\W\d_]+| ?\d+| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+"


def pre_tokens(text: str, pattern: str) -> list[str]:
    """Return the matches of ``pattern`` in ``text``, in order.

    A piece is always the whole match, also where the pattern holds groups. Characters that no match
    covers are dropped, as in minbpe and tiktoken; `PATTERN` covers every character.

    >>> pre_tokens("she sees 2 sheep!", PATTERN)
    ['she', ' sees', ' 2', ' sheep', '!']
    """
    return [match.group() for match in re.finditer(pattern, text)]

"""What student code prints: information for the student, kept short, never part of a verdict."""

from __future__ import annotations

import io

_KEPT = 2000


class Tail(io.TextIOBase):
    """A text stream that keeps the last characters written to it and counts the rest."""

    def __init__(self) -> None:
        self._text, self._dropped = "", 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        joined = self._text + text[-_KEPT:]
        self._dropped += len(self._text) + len(text) - min(len(joined), _KEPT)
        self._text = joined[-_KEPT:]
        return len(text)

    def take(self) -> str:
        """What was written since the last call, its beginning left out where it was long."""
        text, dropped = self._text, self._dropped
        self._text, self._dropped = "", 0
        return f"[{dropped:,} characters left out] ...{text}" if dropped else text

"""Names of files as they stand in archives and folders: safe paths, or a refusal."""

from __future__ import annotations

import os
import re
import unicodedata

from autograder.intake.bounds import Bounds, RefusedSubmission

Parts = tuple[str, ...]
"""A path inside a submission, folder by folder."""

_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST, _LONGEST_PATH = 255, 1000
_SHOWN = 80
_UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
_TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that make a name read backwards."""


def parts_of(raw: str, shown: str, bounds: Bounds) -> Parts:
    """The path that a member's name means; backslashes are what Windows writes for slashes.

    Raises `RefusedSubmission` for a name that leads out of the submission, or is none.
    """
    name = raw.replace("\\", "/")
    parts = tuple(part for part in readable(name).split("/") if part not in ("", "."))
    leads_out = name.startswith("/") or _DRIVE.match(name) or ".." in parts
    if leads_out or not parts or "\0" in raw:
        raise RefusedSubmission(
            f"{shown} holds {said((raw,))!r}, which is no plain file inside it. "
            "Zip the folder again."
        )
    lengths = [len(part.encode()) for part in parts]
    if len(parts) > bounds.folders or max(lengths) > _LONGEST or sum(lengths) > _LONGEST_PATH:
        raise RefusedSubmission(
            f"{shown} holds {said(parts)!r}, whose path is too long. Hand in the module's folder "
            "alone."
        )
    return parts


def readable(name: str) -> str:
    """``name`` as Python's imports look for it: composed, and Latin-1 where it is no UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("latin-1")
    return unicodedata.normalize("NFC", name)


def is_odd(parts: Parts) -> bool:
    """Whether a name holds line ends, escapes or other characters that cannot be seen."""
    return any(char in _TURNING or unicodedata.category(char) in _UNSEEN for char in "".join(parts))


def said(parts: Parts) -> str:
    """A path as it may stand in a sentence on a terminal."""
    text = "".join(char if char.isprintable() else "?" for char in "/".join(parts))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def same_name(parts: Parts) -> str:
    """Equal for paths that are one file where capitals do not count."""
    return unicodedata.normalize("NFC", "/".join(parts).casefold())

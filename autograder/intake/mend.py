"""Python sources that were saved in a way Python does not read: mended, as far as that is sure."""

from __future__ import annotations

import codecs
import re

from autograder.intake.remarks import (
    LATIN_1,
    NULS,
    NULS_AT_THE_END,
    OTHER_CODING,
    UTF_16,
    Kind,
)

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COOKIE = re.compile(r"^([ \t\f]*#.*?coding[:=][ \t]*)([-\w.]+)")
_LINE_END = re.compile(r"(\r\n|\r|\n)")
_BLANK = re.compile(r"^[ \t\f]*(?:#.*)?$")
_READ = re.compile(
    r"utf-8(-sig)?|ascii|iso8859-\d+|cp\d+|mac-\w+|koi8-\w|gb\w+|big5\w*|shift_jis|euc_(jp|kr)"
)
"""Encodings that people save files in. Others (utf-7, unicode_escape) hide code from a reader, and
punycode takes hours for a long line, in whoever parses the file.
"""


def mended(source: bytes) -> tuple[bytes, Kind | None]:
    """``source`` as Python can read it, and what was wrong with it.

    A byte order mark of UTF-8 and any line ends are Python's own to read. What is not surely text
    is left as it is, so that importing it says why.
    """
    for mark, encoding in _MARKS:
        if source.startswith(mark):
            return _decoded(source, encoding, UTF_16)
    if b"\0" in source:
        return _without_nuls(source)
    encoding = _encoding(source)
    if encoding and _decodes(source, encoding):
        return source, None
    if _decodes(source, "utf-8"):
        return _decoded(source, "utf-8", OTHER_CODING)
    return _decoded(source, "cp1252" if _decodes(source, "cp1252") else "latin-1", LATIN_1)


def _decoded(source: bytes, encoding: str, kind: Kind) -> tuple[bytes, Kind]:
    """``source`` in UTF-8, and its first lines do not say otherwise."""
    if not _decodes(source, encoding):
        return source, NULS
    source = source.removeprefix(codecs.BOM_UTF8)
    text = source.decode(encoding)
    if "\0" in text:
        return source, NULS
    lines = _LINE_END.split(text, 2)
    lines[:3] = [_COOKIE.sub(r"\1utf-8", line) for line in lines[:3]]
    return "".join(lines).encode(), kind


def _without_nuls(source: bytes) -> tuple[bytes, Kind]:
    """Zeros after the last line, or in every second byte, are an accident that is understood."""
    cut = source.rstrip(b"\0")
    if cut and b"\0" not in cut and _decodes(cut, _encoding(cut) or "utf-8"):
        return cut, NULS_AT_THE_END
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = source[start::2]
        if half.count(0) > len(half) * 0.9:
            return _decoded(source, encoding, UTF_16)
    return source, NULS


def _decodes(source: bytes, encoding: str) -> bool:
    try:
        source.decode(encoding)
    except UnicodeError:
        return False
    return True


def _encoding(source: bytes) -> str:
    """The encoding that the first two lines name, as Python looks for it: UTF-8 where they name
    none, and "" for one that is not read here.
    """
    for line in _LINE_END.split(source.decode("latin-1"), 2)[0:3:2]:
        if match := _COOKIE.match(line):
            return _known(match[2])
        if not _BLANK.match(line):
            break
    return "utf-8"


def _known(name: str) -> str:
    try:
        proper = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return proper if _READ.fullmatch(proper) else ""

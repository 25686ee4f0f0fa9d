"""Zip archives that are the same to the byte wherever and whenever they are made."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Collection, Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can name."""
_UNIX = 3


def zip_bytes(files: Mapping[str, bytes], executable: Collection[str] = ()) -> bytes:
    """A zip of ``files``, path to content, in the order of their names.

    Nothing is compressed: deflate gives other bytes with another version of zlib.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            archive.writestr(_member(path, path in executable), files[path])
    return buffer.getvalue()


def _member(path: str, executable: bool) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(path, _EPOCH)
    member.create_system = _UNIX
    member.external_attr = (stat.S_IFREG | (0o755 if executable else 0o644)) << 16
    return member

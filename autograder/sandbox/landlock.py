"""Landlock: from here on this process opens only what lies beneath the listed places (Linux 5.13).

A ruleset is made before the fork and put into force after it. What the kernel is too old for is
left out; `abi` says how much there is.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Iterable
from pathlib import Path

from autograder.sandbox.kernel import syscall

_CREATE, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_QUERY, _NO_LOG = 1, 1
_PATH_BENEATH = 1

_WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 1, 1 << 2, 1 << 3
_REMOVE_FILE, _MAKE_FILE, _TRUNCATE = 1 << 5, 1 << 8, 1 << 14
READ = _READ_FILE | _READ_DIR
WRITE = READ | _WRITE_FILE | _REMOVE_FILE | _MAKE_FILE | _TRUNCATE
_OF_FILES = _READ_FILE | _WRITE_FILE | _TRUNCATE
"""The rights that a rule on a single file may name."""

_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights on files each version of the interface knows."""
_NETWORK = 0b11  # bind and connect over TCP, from version 4
_SCOPES = 0b11  # signals and abstract sockets of processes outside, from version 6


def abi() -> int:
    """The version of the interface; 0 where the kernel has none or does not let us use it."""
    try:
        return syscall(_CREATE, None, 0, _VERSION_QUERY)
    except OSError:
        return 0


def new_ruleset(version: int) -> int:
    """A descriptor of a ruleset that forbids all that ``version`` can forbid."""
    files = _known(version)
    network = _NETWORK if version >= 4 else 0
    scopes = _SCOPES if version >= 6 else 0
    attributes = struct.pack("=QQQ", files, network, scopes)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    return syscall(_CREATE, attributes[:size], size, 0)


def allow(ruleset: int, place: int, rights: int, version: int) -> None:
    """Allow ``rights`` beneath ``place``, an open descriptor of a folder or a file."""
    if not stat.S_ISDIR(os.fstat(place).st_mode):
        rights &= _OF_FILES
    rule = ctypes.create_string_buffer(struct.pack("=Qi", rights & _known(version), place), 12)
    syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)


def restrict_self(ruleset: int, version: int) -> None:
    """Put a ruleset into force for this thread and all that it starts; there is no way back.

    The caller has given up new privileges before. What is refused is not written to the audit log,
    which code of strangers could fill.
    """
    syscall(_RESTRICT_SELF, ruleset, _NO_LOG if version >= 7 else 0)


def opened(paths: Iterable[Path]) -> list[int]:
    """Descriptors that name ``paths`` without opening them for reading; missing ones are left
    out.
    """
    found = []
    for path in paths:
        try:
            found.append(os.open(path, os.O_PATH | os.O_CLOEXEC))
        except OSError:
            continue
    return found


def _known(version: int) -> int:
    return int((1 << _FILE_RIGHTS[min(version, max(_FILE_RIGHTS))]) - 1)

"""What the attacks share: where everything lies, and a record of what they saw on their way."""

import contextlib
import ctypes
import errno
import json
import os
import re
import stat
import struct
from pathlib import Path

WHERE = json.loads(Path(__file__).with_name("where.json").read_text())
"""An attacker who knows every path and every process number."""

seen, loot = {}, []
_SECRET = re.compile(rb"KEEP-[0-9a-f]{20}")
_LIBC = ctypes.CDLL(None, use_errno=True)


def tried(what, deed):
    """Do it, and remember how that went: ``done``, an errno's name, or an exception's."""
    try:
        value = deed()
    except OSError as error:
        seen[what] = errno.errorcode.get(error.errno, type(error).__name__)
    except BaseException as error:
        seen[what] = type(error).__name__
    else:
        seen[what] = "done"
        return value


def found(*things):
    """Keep every secret that stands in ``things``."""
    for thing in things:
        data = thing if isinstance(thing, bytes) else str(thing).encode("utf-8", "replace")
        loot.extend(each.decode() for each in _SECRET.findall(data))


def wanted(frame):
    """The expected value, where a frame further up has it in a variable of that name."""
    while frame is not None:
        found(frame.f_globals, frame.f_locals)
        if "want" in frame.f_locals:
            return frame.f_locals["want"]
        frame = frame.f_back
    return None


def called(name, *arguments):
    """A function of the C library. Raises OSError."""
    whole = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    if (value := getattr(_LIBC, name)(*whole)) == -1:
        raise OSError(ctypes.get_errno(), name)
    return value


def channel():
    """The descriptor of the connection to the judge."""
    return next(number for number in range(3, 64) if _is_socket(number))


def _is_socket(number):
    try:
        return stat.S_ISSOCK(os.fstat(number).st_mode)
    except OSError:
        return False


def frame(body, nonce=bytes(16)):
    """A message as the channel has it."""
    return struct.pack("<I16s", len(body), nonce) + body


def call_number(x86_64, aarch64):
    """The number of a system call on this machine."""
    return aarch64 if os.uname().machine == "aarch64" else x86_64


def report():
    """All that was seen and found, as a text; also into a file, for whoever lets us write one."""
    about = {"pid": os.getpid(), "uid": os.getuid(), "group": os.getpgid(0)}
    text = json.dumps({"seen": seen, "loot": sorted(set(loot)), **about})
    with contextlib.suppress(OSError):
        Path(WHERE["notes"]).write_text(text)
    return text

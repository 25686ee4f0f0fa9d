"""Root's single powers: given up where a worker has to stay the user that it is (Linux)."""

from __future__ import annotations

import contextlib
import struct
from pathlib import Path

from autograder.sandbox.kernel import call, prctl

_VERSION = 0x20080522
_PR_CAPBSET_DROP = 24
_PR_CAP_AMBIENT, _CLEAR_ALL = 47, 4
_LAST = Path("/proc/sys/kernel/cap_last_cap")


def effective() -> int:
    """The powers that this thread has now, as bits; 0 for an ordinary user."""
    status = Path("/proc/thread-self/status").read_text("utf-8", "replace")
    return int(status.partition("CapEff:")[2].split()[0], 16)


def give_up() -> None:
    """Have none of them, and none to come."""
    with contextlib.suppress(OSError):  # an ordinary user may not, and has none
        prctl(_PR_CAP_AMBIENT, _CLEAR_ALL)
        for power in range(int(_LAST.read_text("utf-8")) + 1):
            prctl(_PR_CAPBSET_DROP, power)
    call("capset", struct.pack("=Ii", _VERSION, 0), struct.pack("=6I", 0, 0, 0, 0, 0, 0))

"""Reading a submission's code for its definitions: a stranger's in a process of its own, since a
source can be written so that Python's parser crashes on it, or takes hours.
"""

from __future__ import annotations

import secrets
import socket
from dataclasses import asdict
from pathlib import Path

from autograder.channel.frames import ClosedError, Connection, DeadlineError
from autograder.grade.code import Code, read_code
from autograder.sandbox.host import Host

ENTRY = "autograder.grade.reading_code:main"
_SECONDS = 10
_MEMORY_MB = 1024


def read_apart(host: Host, folder: Path) -> Code:
    """As `read_code`. What cannot be read like that is like no other code."""
    process = host.start(ENTRY)
    try:
        process.connection.send(str(folder))
        return Code(**process.connection.receive(2.0 * _SECONDS))
    except (ClosedError, DeadlineError):
        return Code(secrets.token_hex(), secrets.token_hex(), (), {}, {})
    finally:
        process.kill()


def main(connection: Connection, _control: socket.socket) -> None:
    """Entry of the process."""
    from autograder.sandbox import limits

    limits.apply(limits.Limits(memory_mb=_MEMORY_MB, cpu_seconds=_SECONDS))
    connection.send(asdict(read_code(Path(connection.receive()))))

"""Run as a program: makes every attempt behind one layer alone, and prints what came of each.

    alone.py LAYER

``none`` as a layer makes the attempts as they are. Prints a JSON object, attempt to outcome.
"""

import contextlib
import json
import os
import resource
import signal
import socket
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from autograder.sandbox import capabilities, identity, landlock, limits, reach, seccomp
from tests.sandbox import attempts

USER = identity.NUMBERS[-1]
ONLY_FOR_WORKERS = {"read_the_environment_it_was_started_with", "write_into_its_submission"}


def put_on(layer: str) -> None:
    if layer == "seccomp":
        limits.no_new_privileges()
        here = seccomp.architecture()
        assert here
        seccomp.new_filter(here).load(os.getpid())
    elif layer == "landlock":
        limits.no_new_privileges()
        version = landlock.abi()
        ruleset = landlock.new_ruleset(version)
        for place in landlock.opened(reach.readable()):
            landlock.allow(ruleset, place, landlock.READ, version)
        landlock.restrict_self(ruleset, version)
    elif layer == "user":
        identity.become(USER)
    elif layer == "limits":
        identity.become(USER) if os.geteuid() == 0 else capabilities.give_up()
        limits.apply(limits.Limits(memory_mb=512, cpu_seconds=20), own_user=os.geteuid() == USER)


def outcome(layer: str, name: str, target: dict) -> str:
    """What one attempt came to, in a process of its own that may be killed for it."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        signal.alarm(20)
        with contextlib.suppress(BaseException):
            attempts.PARENT = os.getppid()
            put_on(layer)
            os.write(writing, attempts.attempt(name, target).encode())
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:  # noqa: PTH123  (a descriptor has no path)
        said = pipe.read().decode()
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return said or (f"stopped: {signal.Signals(-status).name}" if status < 0 else "got: no answer")


def main(layer: str) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.socket(socket.AF_UNIX) as abstract,
        tempfile.TemporaryDirectory(prefix="attempts-", dir="/tmp") as folder,
    ):
        abstract.bind(f"\0attempts-{os.getpid()}")
        abstract.listen()
        target = {
            **laid_out(Path(folder)),
            "port": listener.getsockname()[1],
            "abstract": f"attempts-{os.getpid()}",
            "address": int(Path("/proc/self/maps").read_text().split("-")[0], 16),
        }
        os.chdir(Path(folder) / "open")
        names = [name for name in attempts.ATTEMPTS if name not in ONLY_FOR_WORKERS]
        print(json.dumps({name: outcome(layer, name, target) for name in names}))


def laid_out(folder: Path) -> dict[str, str]:
    """What is to be stolen or spoilt, with the rights that such files have."""
    folder.chmod(0o755)
    for name, mode in {"closed": 0o700, "open": 0o755, "shared": 0o1777}.items():
        (folder / name).mkdir()
        (folder / name).chmod(mode)
    for name in ("closed/secret", "open/secret", "open/results.json", "shared/results.json"):
        (folder / name).write_text("secret")
    return {
        "closed": str(folder / "closed/secret"),
        "open": str(folder / "open/secret"),
        "results": str(folder / "open/results.json"),
        "removable": str(folder / "shared/results.json"),
        "shared": str(folder / "shared"),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])

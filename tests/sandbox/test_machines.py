"""A whole worker on every kind of machine: every attempt is stopped, and honest work goes on."""

from __future__ import annotations

import os
import secrets
import socket
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from autograder.channel.outcome import CheckEnded, Value
from autograder.grade.files import write_files
from autograder.sandbox.client import Submission, WorkerClient
from autograder.sandbox.host import LauncherHost
from autograder.sandbox.workers import Bounds, ForkedWorkers, own_control

from ..tiny import alive, wait_until
from .alone import laid_out
from .defences import STOPPED_BY
from .machines import Machine, like
from .test_worker import DAEMONS

NAMES = ("root", "docker", "docker,old", "closed", "user") if os.geteuid() == 0 else ("this",)
HONEST = """
import os, threading
from pathlib import Path

def surroundings():
    return [dict(os.environ), os.listdir(), os.getuid(), os.getgroups(), Path(__file__).name]

def thread():
    found = []
    thread = threading.Thread(target=lambda: found.append(sum(range(1000))))
    thread.start()
    thread.join()
    return found

def late_imports():
    import asyncio, concurrent.futures, decimal, email.message, sqlite3, statistics, zoneinfo
    import numpy.polynomial, numpy.ma, numpy.random
    return float(numpy.random.default_rng(1).random() + numpy.random.rand())

def event_loop():
    import asyncio
    async def answer():
        await asyncio.sleep(0.001)
        return 42
    return asyncio.run(answer())

def source():
    import inspect
    return inspect.getsource(thread)

def own_data():
    return (Path(__file__).parent / "data" / "words.txt").read_text()

def silence():
    with open(os.devnull, "w") as file:
        print("nothing", file=file)
    with Path(os.devnull).open("w") as file:
        return file.write("nothing")

def traceback():
    import traceback
    try:
        raise ValueError("mine")
    except ValueError:
        return traceback.format_exc()
"""


@dataclass(frozen=True)
class Site:
    """A machine with a launcher on it."""

    machine: Machine
    host: LauncherHost
    target: dict[str, Any]
    controls: list[socket.socket] = field(default_factory=list)

    def worker(self, folder: Path, **bounds: Any) -> WorkerClient:
        """A worker on the package in ``folder``."""
        start = Bounds(**{"memory_mb": 512, "cpu_seconds": 60, "held": True, **bounds})
        self.controls.append(own_control(self.host._sock))
        workers = ForkedWorkers(self.controls[-1], start)
        client = WorkerClient(workers.start, Submission(folder.name, str(folder), ""), 30.0)
        client.begin(1)
        return client

    def close(self) -> None:
        """End the launcher and all below it."""
        for control in self.controls:
            control.close()
        self.host.close()


Write = Callable[..., Path]


@pytest.fixture(scope="module", params=NAMES)
def site(request: pytest.FixtureRequest, machines: dict[str, Machine]) -> Iterator[Site]:
    machine = machines.get(request.param)
    if machine is None or not machine.hold:
        pytest.skip("no such machine can be had here")
    os.environ["SECRET"] = "of the grader"
    host = LauncherHost(("numpy",), machine.python)
    with (
        tempfile.TemporaryDirectory(prefix="attempts-", dir="/tmp") as folder,
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.socket(socket.AF_UNIX) as abstract,
    ):
        abstract.bind(f"\0attempts-{os.getpid()}")
        abstract.listen()
        target = {
            **laid_out(Path(folder)),
            "port": listener.getsockname()[1],
            "abstract": f"attempts-{os.getpid()}",
            "address": 4096,
        }
        site = Site(machine, host, target)
        yield site
    site.close()
    del os.environ["SECRET"]


@pytest.fixture(scope="module")
def written(site: Site, tmp_path_factory: pytest.TempPathFactory, open_folder: Path) -> Write:
    """Writes a package. Where root grades, the folder that it stands in is closed to others."""

    def write(code: str, more: dict[str, bytes] | None = None) -> Path:
        as_user = site.machine.name == "user"
        place = open_folder / secrets.token_hex(4) if as_user else tmp_path_factory.mktemp("closed")
        write_files({"__init__.py": code.encode(), **(more or {})}, place / "work")
        return place / "work"

    return write


@pytest.fixture(scope="module")
def hostile(site: Site, written: Write) -> Iterator[WorkerClient]:
    """A worker that holds the attempts; it is replaced when one of them ends it."""
    client = site.worker(written(Path(__file__).with_name("attempts.py").read_text("utf-8")))
    yield client
    client.close()


READABLE_WITHOUT_LANDLOCK = {"read_a_file_that_anybody_may_read", "list_a_folder"}


@pytest.mark.parametrize("name", [*STOPPED_BY, "read_the_environment_it_was_started_with"])
def test_attempt_is_stopped(name: str, site: Site, hostile: WorkerClient) -> None:
    said = outcome(hostile, name, site.target)
    stopping = STOPPED_BY.get(name, frozenset({"limits"})) & site.machine.layers
    if name in READABLE_WITHOUT_LANDLOCK and not site.machine.landlock:
        assert not stopping
        assert said.startswith("got: "), "such a machine must have its secrets closed to others"
    else:
        assert stopping
        assert said.startswith("stopped: "), said


def test_submission_cannot_be_changed_by_its_own_code(site: Site, hostile: WorkerClient) -> None:
    assert outcome(hostile, "write_into_its_submission", site.target) == "stopped: EPERM"


def outcome(client: WorkerClient, name: str, target: dict[str, Any]) -> str:
    """What came of an attempt; a worker that is killed for it says nothing more."""
    client.begin(1)
    try:
        answer, _ = client("call", "attempt", (name, target), {})
    except CheckEnded as end:
        return f"stopped: {end.verdict.name}"
    assert isinstance(answer, Value), answer
    return str(answer.value)


@pytest.fixture
def honest(site: Site, written: Write) -> Iterator[WorkerClient]:
    client = site.worker(written(HONEST, {"data/words.txt": b"mine"}))
    yield client
    client.close()


def value(client: WorkerClient, name: str, *args: Any) -> Any:
    """What a call gives."""
    client.begin(1)
    answer, _ = client("call", name, args, {})
    assert isinstance(answer, Value), answer
    return answer.value


def test_machine_knows_what_it_enforces(site: Site) -> None:
    found = site.machine.found()
    assert found["own_user"] == site.machine.own_user
    assert bool(found["landlock"]) == site.machine.landlock
    assert found["hold"]
    assert found["reason"] == ""


def test_worker_has_nothing_of_its_surroundings(site: Site, honest: WorkerClient) -> None:
    environment, files, user, groups, name = value(honest, "surroundings")
    assert (environment, files, groups, name) == ({}, [], [], "__init__.py")
    assert (user >= 60_579) == site.machine.own_user


@pytest.mark.parametrize(
    ("name", "result"),
    [("thread", [499500]), ("event_loop", 42), ("own_data", "mine"), ("silence", 7)],
)
def test_honest_code_goes_on(name: str, result: object, honest: WorkerClient) -> None:
    assert value(honest, name) == result


def test_libraries_can_be_imported_late(honest: WorkerClient) -> None:
    assert isinstance(value(honest, "late_imports"), float)


def test_code_can_read_its_own_source(honest: WorkerClient) -> None:
    assert value(honest, "source").startswith("def thread():")
    assert 'raise ValueError("mine")' in value(honest, "traceback")


def test_two_workers_at_a_time_do_not_reach_each_other(site: Site, written: Write) -> None:
    code = """
import os
def where():
    return [os.getuid(), os.getpid(), __file__, os.getcwd()]
def tries(pid, path, folder):
    found = []
    for attempt in (lambda: open(path).read(), lambda: os.listdir(folder), lambda: os.kill(pid, 0),
                    lambda: open(f"/proc/{pid}/mem", "rb").read(1)):
        try:
            found.append(repr(attempt()))
        except OSError:
            continue
    return found
"""
    one, other = site.worker(written(code)), site.worker(written(code))
    try:
        user, pid, path, folder = value(one, "where")
        assert (value(other, "where")[0] != user) == site.machine.own_user
        assert value(other, "tries", pid, path, folder) == []
    finally:
        one.close()
        other.close()


def test_folder_of_a_worker_is_gone_with_it(site: Site, written: Write) -> None:
    client = site.worker(written("def where():\n    return __file__\n"))
    room = Path(value(client, "where")).parents[2]
    assert room.is_dir()
    client.close()
    assert wait_until(lambda: not room.exists())


def test_module_that_opens_its_folder_writes_there_and_nowhere_else(
    site: Site, written: Write
) -> None:
    code = """
import os
def save(path):
    with open(path, "w") as file:
        file.write("mine")
    return os.listdir()
def replace():
    os.replace("model", "best")
    return open("best").read()
"""
    client = site.worker(written(code), scratch_mb=1)
    try:
        if not site.machine.landlock:
            with pytest.raises(Exception, match="only Landlock can keep them"):
                value(client, "save", "model")
            return
        assert value(client, "save", "model") == ["model"]
        assert value(client, "replace") == "mine"
        for path in (site.target["results"], f"{site.target['shared']}/new", "/tmp/left-by-code"):
            answer, _ = client("call", "save", (path,), {})
            assert not isinstance(answer, Value)
    finally:
        client.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has users for workers")
def test_without_a_filter_daemons_are_ended_by_their_user(
    open_python: Path, tmp_path: Path
) -> None:
    """No such machine grades strangers; the layers that it has are in force all the same."""
    machine = like(open_python, "unfiltered")
    site = Site(machine, LauncherHost((), machine.python), {})
    write_files({"__init__.py": DAEMONS.encode()}, tmp_path / "work")
    client = site.worker(tmp_path / "work")
    try:
        daemons = value(client, "f")
        assert all(map(alive, daemons))
        client.close()
        assert wait_until(lambda: not any(map(alive, daemons)))
    finally:
        site.close()


FILLINGS = {
    "one file": "open('one', 'wb').write(bytes(9 * 2**20))",
    "many files": "[open(f'part-{n}', 'wb').write(bytes(2**20)) for n in range(9)]",
    "empty files": "[open(f'empty-{n}', 'w').close() for n in range(2000)]",
}


@pytest.mark.parametrize("what", FILLINGS.values(), ids=FILLINGS.keys())
def test_code_that_fills_its_folder_is_ended(site: Site, written: Write, what: str) -> None:
    if not site.machine.landlock:
        pytest.skip("no folder is opened there")
    code = f"import time\n\ndef fill():\n    {what}\n    time.sleep(5)\n    return True\n"
    client = site.worker(written(code), scratch_mb=4)
    try:
        answer, _ = client("call", "fill", (), {})
        assert "File too large" in str(answer), "the kernel's own limit for a single file"
    except CheckEnded as end:
        assert "the process that ran your code died" in end.message  # noqa: PT017
    finally:
        client.close()

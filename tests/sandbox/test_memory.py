"""Nothing secret is in a worker or in the launcher: their whole memory is read, as root can."""

from __future__ import annotations

import os
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder.grade.course_plans import course_plan
from autograder.grade.files import write_files
from autograder.grade.grading import grade_folder
from autograder.grade.runner import ModuleGrader
from autograder.sandbox.host import LauncherHost

from ..tiny import change, children, copied, wait_until

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root reads another's memory")

MODULE = "a01_numbers"
SOLUTION, TESTS = "solutions/a01_numbers/numbers.py", "solutions/a01_numbers/tests/test_hidden.py"
MAP = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) r\S+ \S+ \S+ \S+ *(\S*)", re.MULTILINE)
CHUNK = 1 << 24


@dataclass(frozen=True)
class Processes:
    """The processes of one grading, while the student's code runs in a hidden check."""

    launcher: int
    judge: int
    worker: int


def token(kind: str) -> str:
    return f"{kind}-{secrets.token_hex(8)}"


def held_in(pid: int, tokens: dict[str, str]) -> set[str]:
    """Which tokens stand anywhere in the memory of a process."""
    found = set()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end, name in MAP.findall(Path(f"/proc/{pid}/maps").read_text()):
            if name not in ("[vvar]", "[vvar_vclock]", "[vsyscall]"):
                for part in parts(memory, int(start, 16), int(end, 16)):
                    found |= {kind for kind, text in tokens.items() if text.encode() in part}
    return found


def parts(memory: Any, start: int, end: int) -> Iterator[bytes]:
    """A mapping in pieces that overlap, so that no token is cut in two."""
    for at in range(start, end, CHUNK):
        memory.seek(at)
        try:
            yield memory.read(min(CHUNK + 64, end - at))
        except OSError:
            return  # a page that not even its owner can read


@contextmanager
def grading(course: Any, folder: Path) -> Iterator[Processes]:
    """Grade ``folder`` in a thread, and wait until its code runs in the check of `double`."""
    plan = course_plan(course, MODULE).only(task="double")
    hosts: list[LauncherHost] = []

    def host() -> LauncherHost:
        hosts.append(LauncherHost(plan.libraries))
        return hosts[-1]

    grader = ModuleGrader(host, plan, held=True)
    thread = threading.Thread(target=lambda: grade_folder(grader, plan, folder))
    thread.start()
    try:
        assert wait_until(lambda: hosts and asleep(hosts[0]._process.pid), 60.0)
        launcher = hosts[0]._process.pid
        (worker,) = asleep(launcher)
        (judge,) = set(children(launcher)) - {worker}
        (submission,) = children(judge)
        yield Processes(launcher, submission, worker)
    finally:
        for host_ in hosts:
            for pid in sorted(children(host_._process.pid))[1:]:
                os.kill(pid, 9)  # the sleeper
        thread.join(60)
        grader.close()


def asleep(launcher: int) -> list[int]:
    """The worker whose code has come to its sleep."""
    names = {pid: Path(f"/proc/{pid}/comm") for pid in children(launcher)}
    return [pid for pid, name in names.items() if name.exists() and "asleep" in name.read_text()]


SLEEPER = """
import ctypes, time
TOKEN = "{token}"

def double(x):
    ctypes.CDLL(None).prctl(15, b"asleep", 0, 0, 0)  # PR_SET_NAME
    if x not in (0, 3):
        time.sleep(30)
    return x + x
"""


def test_whole_memory_of_worker_and_launcher_holds_no_secret(tmp_path: Path) -> None:
    course = copied(tmp_path / "course")
    kinds = ("reference", "hidden-test", "hidden-docstring", "secret", "submission")
    tokens = {kind: token(kind) for kind in kinds}
    change(
        course,
        SOLUTION,
        "    return x + x\n",
        f'    _ = "{tokens["reference"]}"\n    return x + x\n',
    )
    change(course, TESTS, '"""Hidden checks."""', f'"""{tokens["hidden-docstring"]}"""')
    change(course, TESTS, "\n\n@task", f'\n\nKEY = "{tokens["hidden-test"]}"\n\n\n@task')
    change(course, "grading_configs/course.yaml", "only these tests know it", tokens["secret"])
    folder = tmp_path / "submission" / MODULE
    write_files({"__init__.py": SLEEPER.format(token=tokens["submission"]).encode()}, folder)
    with grading(course, folder) as processes:
        judge = held_in(processes.judge, tokens)
        assert judge >= {"reference", "hidden-test", "hidden-docstring", "secret"}, (
            "it can find them"
        )
        assert held_in(processes.worker, tokens) == {"submission"}
        assert held_in(processes.launcher, tokens) == set()

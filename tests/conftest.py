"""Processes and submissions that many tests share."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.build.products import solution_files
from autograder.build.stamp import words_of
from autograder.build.write import write_release
from autograder.grade.files import write_files
from autograder.grade.grading import grade_folder
from autograder.grade.making import Authored, read_authored, student_release
from autograder.grade.plan import Course
from autograder.grade.runner import ModuleGrader
from autograder.model import CheckResult
from autograder.sandbox.client import Submission, WorkerClient
from autograder.sandbox.host import LauncherHost, open_host
from autograder.sandbox.workers import Bounds, ForkedWorkers, own_control

from .tiny import Grade, Submit, by_name, copied

collect_ignore = ["courses"]

Load = Callable[..., WorkerClient]


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The tiny course with its first module built into ``assignments/``. Nobody may change it."""
    course = copied(tmp_path_factory.mktemp("tiny") / "course")
    files = student_release(course, read_authored(course, "a01_numbers"))
    write_release(files, course.release("a01_numbers"), about=words_of("a01_numbers", 1))
    return course


@pytest.fixture(scope="session")
def authored(course: Course) -> Authored:
    """The module that needs no library, as its author wrote it."""
    return read_authored(course, "a01_numbers")


@pytest.fixture
def submit(authored: Authored, tmp_path: Path) -> Submit:
    """Writes a submission: the solution, with ``code`` at the end of ``numbers.py``."""
    files = solution_files(authored.source, authored.config)
    plain = {name: content for name, content in files.items() if not name.startswith("tests/")}

    def write(code: str = "", name: str = "submission") -> Path:
        folder = tmp_path / name / "a01_numbers"
        changed = plain["numbers.py"] + b"\n\n" + code.encode("utf-8", "surrogatepass")
        write_files({**plain, "numbers.py": changed}, folder)
        return folder

    return write


@pytest.fixture(scope="session")
def grader(authored: Authored) -> Iterator[ModuleGrader]:
    """One judge for all submissions of the module that needs no library."""
    grader = ModuleGrader(lambda: open_host(()), authored.plan, held=True)
    yield grader
    grader.close()


@pytest.fixture
def grade(grader: ModuleGrader, authored: Authored, submit: Submit) -> Grade:
    """Grades the solution with ``code`` put over it; gives the checks by name."""

    def run(code: str = "") -> dict[str, CheckResult]:
        return by_name(grade_folder(grader, authored.plan, submit(code)))

    return run


@pytest.fixture(scope="session")
def plain_host() -> Iterator[LauncherHost]:
    """A launcher without any library."""
    host = LauncherHost(())
    yield host
    host.close()


@pytest.fixture(scope="session")
def torch_host() -> Iterator[LauncherHost]:
    """A launcher with numpy and torch."""
    host = LauncherHost(("numpy", "torch"))
    yield host
    host.close()


@pytest.fixture
def load(plain_host: LauncherHost, tmp_path: Path) -> Iterator[Load]:
    """Starts a worker on the package ``work`` with the given code, and ends it after the test."""
    clients: list[WorkerClient] = []
    controls: list[socket.socket] = []

    def start(
        code: str,
        *,
        host: LauncherHost | None = None,
        seconds: float = 5.0,
        memory_mb: int = 128,
        held: bool = True,
        probes: str = "",
    ) -> WorkerClient:
        folder = tmp_path / "work"
        write_files({"__init__.py": code.encode()}, folder)
        control = own_control((host or plain_host)._sock)
        controls.append(control)
        workers = ForkedWorkers(control, Bounds(memory_mb, 60, held))
        client = WorkerClient(workers.start, Submission("work", str(folder), probes), seconds)
        client.begin(1)
        clients.append(client)
        return client

    yield start
    for client in clients:
        client.close()
    for control in controls:
        control.close()


SLOW = {
    "test_build_command.py",
    "test_journal.py",
    "test_pictures.py",
    "test_platform.py",
    "test_every_module.py",
    "test_release_command.py",
    "test_submissions.py",
    "test_submit.py",
    "test_update.py",
    "test_verify.py",
}
"""Files whose tests are real gradings from start to end: left out by `make test-fast`."""

ALONE = {"attacks", "gradescope", "sandbox", "survival", "watch", "test_small_machines.py"}
"""Folders and files of tests that look at times, memory or processes of the machine."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    ours = [item for item in items if item.path.is_relative_to(Path(__file__).parent)]
    for item in ours:
        # Not in pyproject.toml: there it would turn a student's warning into a failure.
        item.add_marker(pytest.mark.filterwarnings("error"), append=False)
        if item.path.name in SLOW:
            item.add_marker(pytest.mark.slow)
        if not ALONE.isdisjoint(item.path.parts):
            item.add_marker(pytest.mark.alone)

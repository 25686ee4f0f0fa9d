"""Runs each tool on a case, as its users run it, and gives what a student would read."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import layout
from cases import ROOT, Case

STOPPED = "(It did not end, and was stopped. Nothing else was written.)"
UNTOLD = "(There is no feedback. The instructor reads:)"


@dataclass(frozen=True)
class Took:
    """Seconds of the processor, None where it had to be stopped, and of the clock."""

    processor: float | None
    clock: float

    def __add__(self, other: Took) -> Took:
        both = self.processor is not None and other.processor is not None
        return Took(self.processor + other.processor if both else None, self.clock + other.clock)


@dataclass(frozen=True)
class Report:
    """What a student reads, and what that took."""

    text: str
    took: Took


@dataclass(frozen=True)
class Bench:
    """Where the tools work, and how long they may take."""

    folder: Path
    limit: float

    def run(self, *arguments: str, cwd: Path, path: Path | None = None) -> tuple[str, Took]:
        """Run a program of this Python; gives what it wrote and what that took."""
        with tempfile.TemporaryFile(dir=self.folder) as written:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=cwd,
                env=self._environment(path),
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
            )
            took = self._waited_for(process)
            written.seek(0)
            return written.read().decode("utf-8", "replace"), took

    def _waited_for(self, process: subprocess.Popen[bytes]) -> Took:
        """Wait for the process; its seconds are also those of all that it waited for."""
        started = time.monotonic()
        while time.monotonic() < started + self.limit:
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
            if ended:
                process.returncode = os.waitstatus_to_exitcode(status)
                return Took(used.ru_utime + used.ru_stime, time.monotonic() - started)
            time.sleep(0.05)
        _kill(process.pid)
        process.wait()
        return Took(None, time.monotonic() - started)

    def _environment(self, path: Path | None) -> Mapping[str, str]:
        """A home of its own, no colours, no settings of whoever runs this."""
        kept = {name: os.environ[name] for name in ("LANG", "LC_ALL") if name in os.environ}
        return kept | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder),
            "COLUMNS": "100",
            "NO_COLOR": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTHONPATH": str(path or ""),
        }

    def plain(self, text: str) -> str:
        """The text without what differs from run to run: folders, ends of lines, empty lines."""
        for folder, name in ((self.folder, "/course"), (Path(sys.prefix), "/python")):
            text = text.replace(str(folder), name)
        text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
        return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"

    def reference(self, module: str) -> Path:
        """A folder that holds the module's solution, by which the tests are tried."""
        folder = self.folder / "reference"
        if not (folder / module).exists():
            layout.write_package(layout.reference_package(module), folder / module)
        return folder


def _kill(pid: int) -> None:
    """End a process and all that it started, wherever that went."""
    for each in [pid, *_descendants(pid)]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)


def _descendants(pid: int) -> list[int]:
    found = [child for child, parent in _parents() if parent == pid]
    return found + [below for child in found for below in _descendants(child)]


def _parents() -> Iterator[tuple[int, int]]:
    """Every process with its parent."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            after_name = path.read_text("utf-8", "replace").rpartition(")")[2]
            yield int(path.parent.name), int(after_name.split()[1])


# -- the four tools ----------------------------------------------------------------------------


def ours(case: Case, bench: Bench) -> Report:
    """`autograder grade` on the submission's folder, public and hidden checks."""
    folder = bench.folder / "ours" / case.name / case.module
    layout.write_package(layout.wrong_package(case), folder)
    arguments = ("-m", "autograder", "grade", str(folder))
    text, took = bench.run(*arguments, cwd=ROOT, path=ROOT)
    return Report(bench.plain(text), took)


def pytest(case: Case, bench: Bench) -> Report:
    """`pytest -q` beside the student's package."""
    folder = bench.folder / "pytest" / case.name
    layout.write_package(layout.wrong_package(case), folder / case.module)
    (folder / case.tests.name).write_bytes(case.tests.read_bytes())
    arguments = ("-m", "pytest", "-q", "-p", "no:cacheprovider", case.tests.name)
    text, took = bench.run(*arguments, cwd=folder)
    text = re.sub(r" in \d+\.\d+s.*$", "", text, flags=re.MULTILINE)
    return Report(bench.plain(text if took.processor is not None else f"{text}\n{STOPPED}"), took)


def otter(case: Case, bench: Bench) -> Report:
    """`otter run` with the zip of `otter assign`; the row of results.json that students see."""
    folder = _assigned(case, bench)
    (folder / case.name).mkdir()
    notebook = folder / case.name / f"{case.task}.ipynb"
    layout.hand_in(folder / "dist/student" / notebook.name, case, notebook)
    (archive,) = (folder / "dist/autograder").glob("*.zip")
    arguments = ("-m", "otter", "run", str(notebook), "-a", str(archive), "-o", case.name)
    said, took = bench.run(*arguments, cwd=folder)
    if took.processor is None:
        return Report(f"{STOPPED}\n", took)
    results = json.loads((folder / case.name / "results.json").read_text("utf-8"))
    (seen,) = [each["output"] for each in results["tests"] if each["visibility"] == "visible"]
    score = re.search(r"^Total Score: .*$", said, re.MULTILINE)
    return Report(bench.plain(f"{score.group() if score else ''}\n\n{seen}"), took)


def _assigned(case: Case, bench: Bench) -> Path:
    """The assignment as `otter assign` makes it, which also runs the tests on the solution."""
    folder = bench.folder / "otter" / case.task
    if not folder.exists():
        master = layout.write_notebook(layout.otter_cells(case), folder / f"{case.task}.ipynb")
        arguments = ("-m", "otter", "assign", master.name, "dist")
        said, _ = bench.run(*arguments, cwd=folder, path=bench.reference(case.module))
        if not (folder / "dist/student").exists():
            raise RuntimeError(f"otter assign {case.task}:\n{said}")
    return folder


def nbgrader(case: Case, bench: Bench) -> Report:
    """`nbgrader autograde` and `nbgrader generate_feedback`; the text of the HTML."""
    folder = _generated(case, bench)
    notebook = f"{case.task}/{case.task}.ipynb"
    layout.hand_in(folder / "release" / notebook, case, folder / "submitted" / case.name / notebook)
    total = Took(0.0, 0.0)
    for command in ("autograde", "generate_feedback"):
        arguments = ("-m", "nbgrader", command, case.task, "--student", case.name)
        said, took = bench.run(*arguments, cwd=folder)
        total += took
        if took.processor is None:
            return Report(f"{STOPPED}\n", total)
    page = (folder / "feedback" / case.name / notebook).with_suffix(".html")
    if not page.exists():
        return Report(bench.plain(f"{UNTOLD}\n\n{said}"), total)
    return Report(bench.plain(_text_of(page)), total)


def _generated(case: Case, bench: Bench) -> Path:
    """The course with the release that `nbgrader generate_assignment` makes."""
    folder = bench.folder / "nbgrader" / case.task
    if not folder.exists():
        source = folder / "source" / case.task / f"{case.task}.ipynb"
        layout.write_notebook(layout.nbgrader_cells(case), source)
        arguments = ("-m", "nbgrader", "generate_assignment", case.task, "--create")
        said, _ = bench.run(*arguments, cwd=folder)
        if not (folder / "release").exists():
            raise RuntimeError(f"nbgrader generate_assignment {case.task}:\n{said}")
    return folder


def _text_of(page: Path) -> str:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    for each in soup(["style", "script", "title"]):
        each.decompose()
    return soup.get_text()


TOOLS: Mapping[str, Callable[[Case, Bench], Report]] = {
    "ours": ours,
    "otter": otter,
    "nbgrader": nbgrader,
    "pytest": pytest,
}
"""By name, in the order of the page."""

PACKAGES = {
    "ours": ("numpy", "torch"),
    "otter": ("otter-grader", "ipykernel", "numpy", "torch"),
    "nbgrader": ("nbgrader", "ipykernel", "nbconvert", "numpy", "torch"),
    "pytest": ("pytest", "numpy", "torch"),
}
"""What each tool's report depends on."""

"""A shallow clone with the git program, which asks nobody anything."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path

from autograder.errors import UsageError

SECONDS = 300.0
_NO_QUESTIONS = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "GCM_INTERACTIVE": "never",
    "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
}
# Files must come as they were released, whatever this machine does with the ends of lines.
_AS_THEY_ARE = ("-c", "core.autocrlf=false", "-c", "core.eol=lf", "-c", "core.symlinks=false")
_DEPTH = ("--depth=1", "--single-branch")
_REST = ("--quiet", "--no-tags", "--template=", "--")
_BY_HAND = (
    "Check the address and your connection, or download the course as a zip and name the file: "
    "--from PATH."
)


def is_repository(folder: Path) -> bool:
    """Whether a folder is a bare git repository: one whose files are not to be seen."""
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir()


def clone(url: str, folder: Path, seconds: float = SECONDS) -> Path:
    """The files of a repository's newest commit, in a new folder inside ``folder``."""
    git = shutil.which("git")
    if git is None:
        raise UsageError(
            f"{url} is a git repository, and the program git is not installed here. Install git, "
            "or download the course as a zip and name the file: --from PATH."
        )
    # git takes the path of a repository on this disk for a copy, and then ignores the depth.
    address = Path(url).resolve().as_uri() if Path(url).is_dir() else url
    target = folder / "clone"
    status, said = _run(
        [git, *_AS_THEY_ARE, "clone", *_DEPTH, *_REST, address, str(target)], seconds
    )
    if status and "shallow" in said:  # a repository on a plain web server
        status, said = _run([git, *_AS_THEY_ARE, "clone", *_REST, address, str(target)], seconds)
    if status:
        raise UsageError(f"{url} cannot be cloned: {_reason(said)}. {_BY_HAND}")
    return target


def _run(command: list[str], seconds: float) -> tuple[int, str]:
    """The exit status of git, and what it complained about."""
    process = subprocess.Popen(
        command,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        said = process.communicate(timeout=seconds)[1]
    except subprocess.TimeoutExpired:
        return 1, f"fatal: nothing came within {seconds:g} s"
    finally:
        _end(process)
    return process.returncode, said.decode("utf-8", "replace")


def _environment() -> dict[str, str]:
    ssh = os.environ.get("GIT_SSH_COMMAND", "ssh")
    ours = {**_NO_QUESTIONS, "GIT_SSH_COMMAND": f"{ssh} -o BatchMode=yes", "LC_ALL": "C"}
    # A hook of git, such as one that runs `autograder`, sets what would lead git elsewhere.
    elsewhere = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
    return {name: value for name, value in os.environ.items() if name not in elsewhere} | ours


def _end(process: subprocess.Popen[bytes]) -> None:
    """End git and the programs that it started."""
    if process.poll() is None:
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.communicate()


def _reason(said: str) -> str:
    """What git complains about, in one line."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    fatal = [line for line in lines if line.startswith(("fatal:", "ssh:", "error:", "ERROR:"))]
    first = (fatal or lines or ["git gave no reason"])[0]
    return first.split(": ", 1)[-1].rstrip(".")

"""What a worker may read besides its submission: Python, its libraries, and the grader's code.

Nothing of a course lies there. A folder that Python searches only because somebody put it on its
path, such as a checkout installed as it lies, is not among them: tests could be beside the code.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

_SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/usr/share/zoneinfo",
    "/dev/null",
    "/dev/zero",
    "/dev/random",
    "/dev/urandom",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/sys/devices/system/cpu",
)
_PACKAGES = {"site-packages", "dist-packages"}
_GRADER = Path(__file__).resolve().parents[1]


def readable() -> tuple[Path, ...]:
    """Files and folders that every worker may read, none inside another."""
    wanted = [*map(Path, _SYSTEM), *python(), _GRADER]
    return _outermost(path.resolve() for path in wanted if path.exists())


def python() -> tuple[Path, ...]:
    """The folders of the running Python and of what is installed for it."""
    named = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    shared = sysconfig.get_config_var("LIBDIR")
    searched = [path for path in sys.path if _belongs_to_python(path)]
    paths = {Path(path) for path in (*named, shared, *searched) if path}
    return _outermost(path.resolve() for path in paths if path.is_dir())


def _belongs_to_python(path: str) -> bool:
    """Whether a folder of the path is an installation's, and not somebody's project."""
    if Path(path).name in _PACKAGES:
        return True
    library = Path(sys.base_prefix).resolve() / sys.platlibdir
    return bool(path) and Path(path).resolve().is_relative_to(library)


def _outermost(paths: Iterable[Path]) -> tuple[Path, ...]:
    known = sorted(set(paths))
    return tuple(path for path in known if not set(path.parents) & set(known))


def unreadable(paths: Iterable[Path]) -> list[Path]:
    """Which of ``paths`` this process, as it is held now, cannot open."""
    return [path for path in paths if not can_open(path)]


def can_open(path: Path) -> bool:
    """Whether this process can read a file, or list a folder and enter it.

    Tried for real: what ``access`` answers knows nothing of Landlock.
    """
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
        path.joinpath(".").stat() if path.is_dir() else None
    except OSError:
        return False
    return True


def needed() -> tuple[Path, ...]:
    """What has to be readable for Python to go on importing: its folders, and each package."""
    folders = [path for path in (*python(), _GRADER) if path.is_dir()]
    packages = [path for folder in _searched() if folder.is_dir() for path in folder.iterdir()]
    return (*folders, *(path for path in packages if (path / "__init__.py").exists()))


def _searched() -> list[Path]:
    return [Path(path) for path in sys.path if Path(path).name in _PACKAGES]

"""A Python that every user of this machine can run, with the libraries that these tests run with."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from pathlib import Path


def readable_python(folder: Path) -> Path | None:
    """This Python where others may read it, else an environment in ``folder`` made from one of the
    system's; None where there is none of the same version.
    """
    if is_open(Path(sys.executable).resolve()) and is_open(Path(sys.prefix)):
        return Path(sys.executable)
    version = f"python3.{sys.version_info.minor}"
    found = (shutil.which(version, path=path) for path in ("/usr/bin", "/usr/local/bin"))
    system = next((path for path in found if path and is_open(Path(path).resolve())), None)
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    if system is None or not all(is_open(Path(path)) for path in libraries):
        return None
    subprocess.run([system, "-m", "venv", "--without-pip", str(folder)], check=True)
    site = folder / "lib" / version / "site-packages"
    (site / "libraries.pth").write_text("".join(f"{path}\n" for path in libraries), "utf-8")
    return folder / "bin/python"


def is_open(path: Path) -> bool:
    """Whether everybody may enter all folders above ``path`` and read it."""
    wanted = stat.S_IROTH | (stat.S_IXOTH if path.is_dir() else 0)
    above = all(each.stat().st_mode & stat.S_IXOTH for each in path.parents)
    return above and path.stat().st_mode & wanted == wanted

"""What hostile people hand in instead of a plain folder: each function makes one from the folder."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from pathlib import Path

from .ground import Ground

_ODD_NAMES = (
    "-rf.py",
    "--import-mode=prepend",
    "$(touch stolen).py",
    "a\nb.py",
    "\x1b[2J.py",
    "; ls",
)


def zipped(root: Path, *members: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    """The folder as a zip, with further members."""
    path = root.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(root.rglob("*")):
            archive.write(file, file.relative_to(root))
        for member, content in members:
            archive.writestr(member, content)
    return path


def climbing(ground: Ground, root: Path) -> Path:
    """A zip with members that climb out of it, to the results."""
    up = os.path.relpath(ground.vault.results, root)
    return zipped(root, (up, b'[{"score": 100}]'), ("../../../../etc/cron.d/x", b"x"))


def absolute(ground: Ground, root: Path) -> Path:
    """A zip with a member whose path begins at the root of the disk."""
    return zipped(root, (str(ground.vault.results), b"[]"))


def linked(ground: Ground, root: Path) -> Path:
    """A folder with links to the secrets and to the folder that they lie in."""
    for name, path in ground.vault.files.items():
        (root / "v01_vault" / f"{name}.txt").symlink_to(path)
    (root / "v01_vault/course").symlink_to(ground.vault.course)
    return root


def zip_linked(ground: Ground, root: Path) -> Path:
    """A zip with members that are links."""
    members = []
    for name, path in ground.vault.files.items():
        info = zipfile.ZipInfo(f"v01_vault/{name}.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        members.append((info, path.encode()))
    return zipped(root, *members)


def bomb(_ground: Ground, root: Path) -> Path:
    """A zip of some kilobytes that unpacks to 400 MB."""
    return zipped(root, *((f"v01_vault/{k}.txt", bytes(40 * 2**20)) for k in range(10)))


def nested(_ground: Ground, root: Path) -> Path:
    """A zip in a zip in a zip, many times."""
    path = root.with_suffix(".zip")
    inner = b""
    for depth in range(30):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("inner.zip" if depth else "x.txt", inner)
        inner = path.read_bytes()
    return path


def many(_ground: Ground, root: Path) -> Path:
    """A zip with more files than anybody writes."""
    return zipped(root, *((f"v01_vault/{k}.txt", b"") for k in range(6000)))


def twins(_ground: Ground, root: Path) -> Path:
    """A zip with two files whose names differ in capitals only."""
    return zipped(root, ("v01_vault/Vault.py", b"def answer(x):\n    return 1\n"))


def piped(_ground: Ground, root: Path) -> Path:
    """A folder with a pipe that nobody writes into, where a source should be."""
    os.mkfifo(root / "v01_vault/more.py")
    return root


def oddly_named(_ground: Ground, root: Path) -> Path:
    """Files whose names are options, commands or several lines."""
    for name in _ODD_NAMES:
        (root / "v01_vault" / name).write_text("raise SystemExit\n")
    return root


def compiled(_ground: Ground, root: Path) -> Path:
    """Stale bytecode beside an honest source, a compiled extension, and a path file."""
    folder = root / "v01_vault"
    (folder / "__pycache__").mkdir()
    for name in ("__pycache__/vault.cpython-311.pyc", "vault.pyc", "numpy.so", "evil.pth"):
        (folder / name).write_bytes(b"import os; os._exit(1)\n")
    return root


def notebook(ground: Ground, root: Path) -> Path:
    """A notebook with the honest work and cells that run programs, write files and never end."""
    cells = [
        (root / "v01_vault/vault.py").read_text("utf-8"),
        "def answer(x):\n    return None",
        f"!touch {ground.vault.notes}\n%run {ground.vault.notes}",
        f"%%bash\ntouch {ground.vault.notes}",
        f"import os\nos.system('touch {ground.vault.notes}')\nopen({str(ground.vault.notes)!r}, 'w')",
        "while True:\n    os.fork()",
    ]
    return _as_notebook(root, json.dumps([{"cell_type": "code", "source": each} for each in cells]))


def deep_notebook(_ground: Ground, root: Path) -> Path:
    """A notebook whose JSON is nested ten million times."""
    return _as_notebook(root, "[" * 10_000_000)


def _as_notebook(root: Path, cells: str) -> Path:
    path = root.parent / f"{root.name}.ipynb"
    path.write_text(f'{{"nbformat": 4, "nbformat_minor": 5, "metadata": {{}}, "cells": {cells}}}')
    return path

"""Files that carry a library's name by accident: `import torch` never means them."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection
from pathlib import Path


def shadowing(folder: Path, given: Collection[str], libraries: Collection[str]) -> tuple[str, ...]:
    """A note for each file of the package that has a library's name, where one of its files
    imports that library; not for ``given`` files, which the module came with.

    In a package nothing is shadowed, since its files are imported with a dot; but whoever wrote
    such a file may expect otherwise.
    """
    names = {*libraries, *sys.stdlib_module_names}
    files = [path for path in sorted(folder.glob("*.py")) if path.is_file()]
    odd = [path for path in files if path.stem in names and path.name not in given]
    return tuple(_note(path) for path in odd if _is_imported(path.stem, files))


def _note(path: Path) -> str:
    return (
        f"{path.name} has the name of a library, and `import {path.stem}` gives the library, not "
        "this file. Rename the file"
    )


def _is_imported(name: str, files: list[Path]) -> bool:
    word = re.escape(name).encode()
    imports = re.compile(
        rb"^[ \t]*(?:from[ \t]+" + word + rb"\b|import[ \t]+(?:[^\n#]*[ \t,])?" + word + rb"\b)",
        re.MULTILINE,
    )
    return any(imports.search(path.read_bytes()) for path in files)

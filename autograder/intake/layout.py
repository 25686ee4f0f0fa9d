"""Where the modules lie in what was handed in, however it was packed."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.intake.names import said
from autograder.intake.remarks import listed
from autograder.intake.rules import TESTS, is_environment, is_junk_folder
from autograder.notebook.looks import defined
from autograder.notebook.scripts import is_script

_DEEPEST = 10
_NOTEBOOKS = 20
"""How many notebooks of a submission are looked at."""


@dataclass(frozen=True)
class Layout:
    """The folders with Python files in ``root``, looked up once."""

    root: Path

    @cached_property
    def _folders(self) -> tuple[tuple[Path, tuple[str, ...]], ...]:
        """All folders with the names of their files, the shallowest first; what tools made is
        passed by.
        """
        found = []
        for name, folders, files in os.walk(self.root):
            folder = Path(name)
            depth = len(folder.relative_to(self.root).parts)
            if depth and is_environment(files):
                folders.clear()
                continue
            folders[:] = [each for each in folders if depth < _DEEPEST and not is_junk_folder(each)]
            found.append((folder, tuple(sorted(files))))
        return tuple(sorted(found, key=lambda each: (len(each[0].parts), each[0])))

    @cached_property
    def code(self) -> tuple[Path, ...]:
        """The folders with Python files."""
        return tuple(
            folder for folder, files in self._folders if any(file.endswith(".py") for file in files)
        )

    @cached_property
    def notebooks(self) -> tuple[Path, ...]:
        """Notebooks, and scripts that were one and stand alone; the shallowest first."""
        found = [
            folder / file
            for folder, files in self._folders
            if TESTS not in folder.relative_to(self.root).parts
            for file in files
            if file.lower().endswith(".ipynb") or _is_script(folder / file, files)
        ]
        return tuple(path for path in found if path.is_file() and not path.is_symlink())[
            :_NOTEBOOKS
        ]

    def outside(self, names: Collection[str]) -> list[Path]:
        """Those that lie in no folder with one of ``names``."""
        return [
            folder
            for folder in self.code
            if not set(folder.relative_to(self.root).parts) & set(names)
        ]


def module_in(name: str, known: Iterable[str]) -> str | None:
    """The one module that a name tells of: ``s05_bpe`` in ``alice_12_s05_bpe (2)``."""
    if name in (names := tuple(known)):
        return name
    found = [each for each in names if each in name]
    return found[0] if len(found) == 1 else None


def copies(layout: Layout, module: str, known: Collection[str]) -> list[Path]:
    """The folders that are called after ``module``, exactly or nearly, the shallowest first."""
    exact = [folder for folder in layout.code if folder.name == module]
    return [
        folder
        for folder in layout.code
        if folder in exact or (_is_near(folder, module, known) and folder != layout.root)
        if not any(folder.is_relative_to(each) and folder not in exact for each in exact)
    ]


def _is_near(folder: Path, module: str, known: Collection[str]) -> bool:
    return module in folder.name and folder.name not in known


def chosen(
    root: Path, found: list[Path], module: str, tasks: Collection[str]
) -> tuple[Path, tuple[str, ...]]:
    """Of `copies` the one that is graded, and a note where there are others."""
    found = [each for each in found if each.name == module or _defined(each, tasks)] or found
    best = best_copy(found, tasks)
    others = [_called(each, root) for each in found if each != best]
    if not others:
        return best, ()
    return best, (
        f"There is more than one copy of the module: {_called(best, root)} was graded, and "
        f"{listed(others)} {'was' if len(others) == 1 else 'were'} not. Hand in only one",
    )


def _called(folder: Path, root: Path) -> str:
    return said(folder.relative_to(root).parts or (folder.name,))


def best_copy(found: list[Path], tasks: Collection[str]) -> Path:
    """The shallowest in which something is written; an exact name goes before a longer one."""

    def rank(folder: Path) -> tuple[bool, int, int, int, Path]:
        done = written(folder, tasks)
        return (not done, len(folder.parts), len(folder.name), -done, folder)

    return min(found, key=rank)


def by_content(layout: Layout, tasks: Collection[str], others: Collection[str]) -> Path | None:
    """The folder that defines a module's tasks, whatever it is called; not the ``others``'."""
    defined = {folder: _defined(folder, tasks) for folder in layout.outside({TESTS, *others})}
    most = max(defined.values(), default=0)
    found = [folder for folder, count in defined.items() if count * 2 >= most > 0]
    return best_copy(found, tasks) if found else None


def _defined(folder: Path, tasks: Collection[str]) -> int:
    return len(_bodies(folder) & set(tasks))


def written(folder: Path, tasks: Collection[str]) -> int:
    """How many tasks are more than their stub."""
    return len(_bodies(folder, written=True) & set(tasks))


def _bodies(folder: Path, *, written: bool = False) -> set[str]:
    """The functions and classes that a folder's files define."""
    texts = (path.read_bytes() for path in folder.glob("*.py") if path.is_file())
    return {name for text in texts for name in defined(text, written=written)}


def _is_script(path: Path, files: Collection[str]) -> bool:
    """Whether a Python file is the only one in its folder, and comments divide it into cells."""
    if [each for each in files if each.endswith(".py")] != [path.name]:
        return False
    if path.name == "__init__.py" or path.is_symlink() or not path.is_file():
        return False
    return is_script(path.read_text("utf-8", "replace"))

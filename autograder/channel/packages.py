"""Importing a module's package and its probes from a folder, by path and under its own name."""

from __future__ import annotations

import importlib.util
import linecache
import sys
from functools import lru_cache
from pathlib import Path
from types import CodeType, ModuleType


def load_package(name: str, folder: Path) -> ModuleType:
    """Import the package in ``folder`` as ``name``; another package of that name gives way.

    Raises whatever the package raises while it is imported; nothing half-imported is left behind.
    """
    loaded = sys.modules.get(name)
    init = folder / "__init__.py"
    if loaded is not None and getattr(loaded, "__file__", None) == str(init):
        return loaded
    if loaded is not None:  # looking through all names is for nothing in a fresh worker
        forget_package(name)
    spec = importlib.util.spec_from_file_location(
        name, init, submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None or not init.is_file():
        raise FileNotFoundError(f"{init} is missing, so {name} is not a package")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        forget_package(name)
        raise
    return module


def loaded_modules(name: str) -> list[ModuleType]:
    """A package and its submodules, as far as they are loaded."""
    return [sys.modules[key] for key in _loaded(name)]


def forget_package(name: str) -> None:
    """Drop a package and its submodules from the import system."""
    for loaded in _loaded(name):
        del sys.modules[loaded]


def _loaded(name: str) -> list[str]:
    return [key for key in sys.modules if key == name or key.startswith(f"{name}.")]


def reserve_package(name: str, folder: Path) -> None:
    """Put an empty package under ``name``, so that importing its tests never runs its code."""
    package = ModuleType(name)
    package.__path__ = [str(folder)]
    sys.modules[name] = package


def load_probes(name: str, source: str) -> ModuleType | None:
    """A ``probes.py`` from its text, apart from any package; None where there is none."""
    if not source:
        return None
    module = ModuleType(f"{name}_probes")
    path = f"<probes of {name}>"
    module.__file__ = path
    linecache.cache[path] = (len(source), None, source.splitlines(keepends=True), path)
    exec(compiled(source, path), module.__dict__)
    return module


@lru_cache(maxsize=4)
def compiled(source: str, path: str) -> CodeType:
    """The code of a text, compiled once for this process and its forks."""
    return compile(source, path, "exec", dont_inherit=True)

"""A new module that builds and verifies at once: the example to replace piece by piece."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from string import Template

from autograder.config.names import is_module_name
from autograder.errors import UsageError

_PLACES = {
    "__init__.py.txt": "solutions/{module}/__init__.py",
    "scaling.py.txt": "solutions/{module}/scaling.py",
    "README.md.txt": "solutions/{module}/README.md",
    "probes.py.txt": "solutions/{module}/tests/probes.py",
    "test_public.py.txt": "solutions/{module}/tests/test_public.py",
    "test_hidden.py.txt": "solutions/{module}/tests/test_hidden.py",
    "config.yaml.txt": "grading_configs/{module}.yaml",
}
"""Where each text of ``starter/`` goes."""


def starter_files(module: str, title: str) -> Mapping[str, str]:
    """The files of a new module, by their path from the course's root."""
    if not is_module_name(module):
        raise UsageError(
            f"{module!r} is no name for a module. Use small letters, digits and _, beginning with "
            "a letter, such as m01_linear_models."
        )
    words = {"module": module, "title": title}
    made = {
        place.format(module=module): _text(name).safe_substitute(words)
        for name, place in _PLACES.items()
    }
    return {**made, f"solutions/{module}/tests/__init__.py": ""}


def write_starter(root: Path, module: str, title: str) -> list[Path]:
    """Write a new module into the course; `UsageError` where anything of it is there already."""
    made = {root / place: text for place, text in starter_files(module, title).items()}
    there = [path for path in (root / "solutions" / module, *made) if path.exists()]
    if there:
        raise UsageError(f"{there[0]} exists already. Choose another name, or remove it first.")
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return list(made)


def _text(name: str) -> Template:
    return Template(files("autograder.build").joinpath("starter", name).read_text("utf-8"))

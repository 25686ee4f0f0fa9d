"""Loads the configuration files; what is wrong with a file is said all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from autograder.config.course import CourseConfig
from autograder.config.models import ModuleConfig
from autograder.config.names import is_module_name
from autograder.config.nearest import nearest, one_of
from autograder.config.rules import Violation, course_violations, module_violations
from autograder.config.words import field_problems
from autograder.config.yaml_marks import Marked, read_yaml
from autograder.errors import Problem, UsageError, raise_any

COURSE_FILE = "course.yaml"

Settings = TypeVar("Settings", bound=BaseModel)
Rules = Callable[[object], Iterator[Violation]]


def load_course(folder: Path) -> CourseConfig:
    """Read ``folder/course.yaml``.

    Raises `UsageError` where there is no such file, and `SourceProblems` with every fault in it,
    among them listed modules that have no file. A module's file that is not listed is a draft.
    """
    path = folder / COURSE_FILE
    if not path.is_file():
        fix = "Write it, or name the folder that holds it (usually grading_configs)"
        raise UsageError(f"{path} does not exist. {fix}.")
    return _course(path, path.read_bytes(), known_modules(folder))


@lru_cache(maxsize=8)
def _course(path: Path, _text: bytes, known: tuple[str, ...]) -> CourseConfig:
    """Read once for each content: it is asked for with every submission of a class."""
    marked = read_yaml(path)
    return _checked(marked, CourseConfig, course_violations, _absent_modules(marked, known))


def load_module(folder: Path, name: str) -> ModuleConfig:
    """Read ``folder/<name>.yaml``.

    Raises `UsageError` where there is no such module, and `SourceProblems` with every fault in
    its file.
    """
    known = known_modules(folder)
    if name not in known:
        raise UsageError(_no_such_module(folder, name, known))
    marked = read_yaml(module_path(folder, name))
    return _checked(marked, ModuleConfig, module_violations)


def known_modules(folder: Path) -> tuple[str, ...]:
    """Names of the modules that have a file in ``folder``, drafts too, in alphabetical order."""
    names = sorted(path.stem for path in folder.glob("*.yaml") if path.name != COURSE_FILE)
    return tuple(name for name in names if is_module_name(name))


def module_path(folder: Path, name: str) -> Path:
    """Where the configuration of the module ``name`` stands."""
    return folder / f"{name}.yaml"


def _checked(
    marked: Marked, model: type[Settings], rules: Rules, also: Iterable[Problem] = ()
) -> Settings:
    broken = [marked.problem(one.at, one.what, one.fix) for one in rules(marked.data)]
    raise_any([*marked.problems, *field_problems(marked, model), *broken, *also])
    return model.model_validate(marked.data)


def _absent_modules(marked: Marked, known: tuple[str, ...]) -> Iterator[Problem]:
    listed = marked.data.get("modules") if isinstance(marked.data, dict) else None
    for index, name in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(name, str) and is_module_name(name) and name not in known:
            what = f"the module {name} has no file {name}.yaml beside course.yaml"
            match = nearest(name, known)
            fix = f"Write '{match}'" if match else f"Add {name}.yaml, or remove the entry"
            yield marked.problem(("modules", index), what, fix)


def _no_such_module(folder: Path, name: str, known: tuple[str, ...]) -> str:
    what = f"{module_path(folder, name)} does not exist."
    if known:
        return f"{what} {one_of(name, known, 'modules here')}."
    return f"{what} Write it; docs/reference/configuration.md explains every key."

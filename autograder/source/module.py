"""A module's folder: annotated sources, handout, tests and data, read at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from autograder.errors import Problem, raise_any
from autograder.source.markers import Report, comments, find_markers
from autograder.source.read import scan, unix
from autograder.source.regions import Mistake, Solution, Source

DATA = (".svg", ".png", ".jpg", ".csv", ".tsv", ".txt", ".md", ".json", ".jsonl", ".npz", ".npy")
DATA_SUFFIXES = (*DATA, ".safetensors", ".gz")
"""Plain data that ships as it is."""
DATA_NAMES = ("LICENSE", "NOTICE", "py.typed")


@dataclass(frozen=True)
class ModuleSource:
    """One module as authored. Keys of the mappings are paths inside the package, with ``/``.

    ``tests`` has the Python files of ``tests/`` by their names, such as ``probes.py``.
    """

    name: str
    folder: Path
    sources: tuple[Source, ...]
    readme: str
    tests: Mapping[str, str]
    data: Mapping[str, bytes]

    @property
    def tasks(self) -> tuple[str, ...]:
        """Names of all functions and classes that have a region."""
        return tuple(task for source in self.sources for task in source.tasks)

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Each known mistake once."""
        return tuple(mistake for source in self.sources for mistake in source.mistakes)

    def relative(self, source: Source) -> str:
        """The path of a source inside the package, such as ``attention.py``."""
        return source.path.relative_to(self.folder).as_posix()

    def source_of(self, task: str) -> Source:
        """The file that holds ``task``; `KeyError` where none does."""
        for source in self.sources:
            if task in source.tasks:
                return source
        raise KeyError(task)


def read_module(folder: Path) -> ModuleSource:
    """Read a module; raises `SourceProblems` with the problems of all its files at once."""
    problems: list[Problem] = []
    scanned = [_scan(path, problems) for path in _python_files(folder)]
    sources = tuple(source for source in scanned if source)
    problems += _twice(sources)
    readme = _text(folder / "README.md", problems) or ""
    tests = _tests(folder / "tests", problems)
    problems += _missing(folder)
    data = _data(folder, problems)
    raise_any(problems)
    return ModuleSource(folder.resolve().name, folder, sources, readme, tests, data)


def _python_files(folder: Path) -> list[Path]:
    return [path for path in _files(folder) if path.suffix == ".py"]


def _files(folder: Path) -> Iterator[Path]:
    """Files of the package in sorted order, without its tests, caches and hidden files."""
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith(".") or part == "__pycache__" for part in parts)
        if path.is_file() and not hidden and parts[0] != "tests" and path.suffix != ".pyc":
            yield path


def _text(path: Path, problems: list[Problem]) -> str | None:
    if not path.is_file():
        return None
    try:
        return unix(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        problems.append(Problem(path, line, "this file is not UTF-8", "Save it as UTF-8"))
        return None


def _scan(path: Path, problems: list[Problem]) -> Source | None:
    text = _text(path, problems)
    if text is None:
        return None
    source, found = scan(path, text)
    problems += found
    return source


def _twice(sources: Sequence[Source]) -> Iterator[Problem]:
    homes: dict[str, Source] = {}
    for source in sources:
        for task in source.tasks:
            home = homes.setdefault(task, source)
            if home is not source:
                yield Problem(
                    source.path,
                    _line_of(source, task),
                    f"the task {task} also stands in {home.path.name}",
                    "Rename one of them: a task's name is unique in its module",
                )


def _line_of(source: Source, task: str) -> int:
    regions = [region.first for region in source.regions if region.task == task]
    return min(regions or [one.line for one in source.one_lines if one.task == task])


def _tests(folder: Path, problems: list[Problem]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in sorted(folder.glob("*.py")):
        text = _text(path, problems)
        if text is not None:
            texts[path.name] = text
            problems += _markers_in_test(path, text)
    return texts


def _markers_in_test(path: Path, text: str) -> list[Problem]:
    """Markers in a test file would ship unread, and the solution with them."""
    report = Report(path)
    try:
        markers = find_markers(comments(text), report)
    except Exception:  # tokenize has many; importing the test says it better
        return []
    lines = [edge.line for edge in markers.edges] + [*markers.one_lines, *markers.leak_oks]
    return [
        Problem(path, line, "a marker means nothing in a test file", "Remove it")
        for line in sorted({*lines, *(problem.line for problem in report.problems)})
    ]


def _missing(folder: Path) -> Iterator[Problem]:
    needed = {
        "__init__.py": "Write one that re-exports the tasks",
        "README.md": "Write the handout",
        "tests/test_public.py": "Write the checks that students can run",
    }
    for name, fix in needed.items():
        if not (folder / name).is_file():
            yield Problem(folder / name, 1, "this file is missing", fix)


def _data(folder: Path, problems: list[Problem]) -> dict[str, bytes]:
    data: dict[str, bytes] = {}
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".py" or name == "README.md":
            continue
        if path.suffix not in DATA_SUFFIXES and path.name not in DATA_NAMES:
            fix = "Remove it, or store it as one of " + " ".join(DATA_SUFFIXES)
            problems.append(Problem(path, 1, "no release carries a file of this kind", fix))
        data[name] = path.read_bytes()
    return data


def check_tasks(
    module: ModuleSource, configured: Sequence[str], config_path: Path
) -> list[Problem]:
    """Compare the tasks of the sources with those of the configuration, both ways."""
    problems = [
        Problem(
            config_path,
            1,
            f"the task {task} has no SOLUTION region in {module.name}",
            _nearest(task, module.tasks, "Write its region, or remove it from `tasks:`"),
        )
        for task in configured
        if task not in module.tasks
    ]
    for source in module.sources:
        for task in source.tasks:
            if task not in configured:
                fix = _nearest(task, configured, f"Add `{task}:` to `tasks:` of {config_path}")
                what = f"{task} has a SOLUTION region and is not a task of {config_path.name}"
                problems.append(Problem(source.path, _line_of(source, task), what, fix))
    return problems


def _nearest(name: str, names: Sequence[str], otherwise: str) -> str:
    near = get_close_matches(name, names, n=1)
    return f"Did you mean {near[0]}? {otherwise}" if near else otherwise


def regions_of(module: ModuleSource, task: str) -> tuple[Solution, ...]:
    """All regions of one task, in file order."""
    return tuple(r for source in module.sources for r in source.regions if r.task == task)

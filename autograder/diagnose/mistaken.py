"""The packages of a module's known mistakes, made from its annotated source without a file."""

from __future__ import annotations

import contextlib
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import CodeType, ModuleType

from autograder.build.pipeline import solution, with_mistakes
from autograder.build.writings import second_writings, with_second
from autograder.diagnose.known import Mistake
from autograder.source import ModuleSource, Source, read_module


class Mistaken:
    """The known mistakes of the module in ``folder``, each as a package to be asked."""

    def __init__(self, folder: Path) -> None:
        self.source = read_module(folder)
        self._second = second_writings(folder)
        self._right = {each.path: solution(each).text for each in self.source.sources}
        self.hints = _hints(self.source, self._second)
        self._known: dict[tuple[Mistake, ...], dict[str, str]] = {}

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """All known mistakes in all their forms, in the order of the source."""
        return tuple(self.hints)

    def package(self, *made: Mistake) -> ModuleType:
        """The solution with these mistakes in it, of one task each; raises what its import
        raises.
        """
        return import_texts(self.source.name, self.source.folder, self._texts_with(made))

    def make_ready(self, task: str) -> None:
        """Write the packages of a task's mistakes now, so that forks of this process have them."""
        for each in self.mistakes:
            if each.task == task and (each,) not in self._known:
                for path, text in self._texts_with((each,)).items():
                    with contextlib.suppress(SyntaxError):  # its import says so
                        _compiled(text, str(self.source.folder / path))

    def _texts_with(self, made: tuple[Mistake, ...]) -> dict[str, str]:
        if made not in self._known:
            self._known[made] = self._new_texts(made)
        return self._known[made]

    def _new_texts(self, made: tuple[Mistake, ...]) -> dict[str, str]:
        blocks = tuple(each for each in made if each.form == 1)
        texts = {
            self.source.relative(each): self._text(each, blocks) for each in self.source.sources
        }
        for each in made:
            if each.form == 2:
                texts = _with_second(texts, each.task, self._second[each.task, each.name])
        return texts

    def _text(self, source: Source, made: tuple[Mistake, ...]) -> str:
        known = {(each.task, each.name) for each in source.mistakes}
        here = [(each.task, each.name) for each in made if (each.task, each.name) in known]
        return with_mistakes(source, here).text if here else self._right[source.path]


def _hints(module: ModuleSource, second: Mapping[tuple[str, str], bytes]) -> dict[Mistake, str]:
    """The hint of each mistake in each of its forms; the first of several blocks gives it."""
    hints: dict[Mistake, str] = {}
    for source in module.sources:
        for each in source.mistakes:
            hints.setdefault(Mistake(each.task, each.name), each.hint)
            if (each.task, each.name) in second:
                hints.setdefault(Mistake(each.task, each.name, 2), each.hint)
    return hints


def _with_second(texts: Mapping[str, str], task: str, writing: bytes) -> dict[str, str]:
    files = with_second({name: text.encode() for name, text in texts.items()}, task, writing)
    return {name: content.decode() for name, content in files.items()}


def import_texts(name: str, folder: Path, texts: Mapping[str, str]) -> ModuleType:
    """Import a package from its texts, as if they stood in ``folder``, where its data is.

    What was imported under ``name`` before stays what an import finds.
    """
    with _apart(name):
        finder = _Texts(name, folder, texts)
        sys.meta_path.insert(0, finder)
        try:
            return importlib.import_module(name)
        finally:
            sys.meta_path.remove(finder)


@contextmanager
def _apart(name: str) -> Iterator[None]:
    outside = {key: sys.modules.pop(key) for key in _loaded(name)}
    try:
        yield
    finally:
        for key in _loaded(name):
            del sys.modules[key]
        sys.modules.update(outside)


def _loaded(name: str) -> list[str]:
    alike = [key for key in sys.modules if key.startswith(name)]  # few of thousands
    return [key for key in alike if key == name or key.startswith(f"{name}.")]


class _Texts(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules of one package in texts."""

    def __init__(self, name: str, folder: Path, texts: Mapping[str, str]) -> None:
        self._folder = folder
        self._paths = {_module_name(name, path): path for path in texts}
        self._texts = texts

    def find_spec(
        self, fullname: str, _path: object = None, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname not in self._paths:
            return None
        path = self._folder / self._paths[fullname]
        places = [str(path.parent)] if path.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(
            fullname, path, loader=self, submodule_search_locations=places
        )

    def exec_module(self, module: ModuleType) -> None:
        path = self._paths[module.__name__]
        exec(_compiled(self._texts[path], str(self._folder / path)), module.__dict__)


def _module_name(package: str, path: str) -> str:
    parts = path.removesuffix(".py").split("/")
    return ".".join([package, *(parts[:-1] if parts[-1] == "__init__" else parts)])


@cache
def _compiled(text: str, path: str) -> CodeType:
    return compile(text, path, "exec", dont_inherit=True)

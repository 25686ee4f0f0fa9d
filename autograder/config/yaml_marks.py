"""Reads YAML into plain data and keeps the line of every key and value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import inf, nan
from pathlib import Path
from typing import Any

import yaml
from yaml.reader import ReaderError

from autograder.errors import Problem, SourceProblems

KeyPath = tuple[str | int, ...]
"""Where a value stands: the keys, and the indices of lists, that lead to it."""

_ALIAS = "!alias"
_STANDARD = "tag:yaml.org,2002:"
_MERGE = f"{_STANDARD}merge"
# YAML 1.1 reads 010 as 8, 1:30 as 90 and 1_0 as 10. Nobody who writes points means that.
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?")
_NOT_FINITE = {".inf": inf, "+.inf": inf, "-.inf": -inf, ".nan": nan}


class Unreadable:
    """Stands where a value was refused, so that nobody complains of that value a second time."""


UNREADABLE = Unreadable()


@dataclass(frozen=True)
class Marked:
    """One YAML file as plain data, the line of each path in it, and what was wrong on the way."""

    path: Path
    data: object
    lines: Mapping[KeyPath, int]
    problems: tuple[Problem, ...] = ()

    def line(self, at: KeyPath) -> int:
        """Line of the key at ``at``, or of the nearest mapping or list around it."""
        while at and at not in self.lines:
            at = at[:-1]
        return self.lines.get(at, 1)

    def problem(self, at: KeyPath, what: str, fix: str) -> Problem:
        return Problem(self.path, self.line(at), what, fix)


def read_yaml(path: Path) -> Marked:
    """Read ``path``. Lesser faults are kept; what is not YAML at all raises `SourceProblems`."""
    text = _text(path)
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
    except yaml.YAMLError as error:
        raise SourceProblems([_syntax_problem(path, text, error)]) from None
    walk = _Walk(path, loader)
    data = walk.root(root)
    return Marked(path, data, walk.lines, tuple(walk.problems))


class _Loader(yaml.SafeLoader):
    """Composes nodes only. An alias becomes a leaf of its own, so the result is always a tree."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if not self.check_event(yaml.AliasEvent):
            return super().compose_node(parent, index)
        events: Any = self
        event = events.get_event()
        return yaml.ScalarNode(_ALIAS, event.anchor, event.start_mark, event.end_mark)

    def implied_tag(self, node: yaml.Node) -> str:
        """The tag that ``node`` has when its author writes none."""
        implicit = (False, True) if getattr(node, "style", None) else (True, False)
        value = node.value if isinstance(node, yaml.ScalarNode) else None
        resolver: Any = self
        return str(resolver.resolve(type(node), value, implicit))


class _Walk:
    """Turns nodes into data and notes lines and faults."""

    def __init__(self, path: Path, loader: _Loader) -> None:
        self.path = path
        self.loader = loader
        self.lines: dict[KeyPath, int] = {(): 1}
        self.problems: list[Problem] = []

    def root(self, node: yaml.Node | None) -> object:
        if isinstance(node, yaml.MappingNode):
            return self.value(node, ())
        found = "empty" if node is None else "not a mapping"
        return self.refuse(1, f"the file is {found}", "Write one 'key: value' per line")

    def value(self, node: yaml.Node, at: KeyPath) -> object:
        self.lines.setdefault(at, _line(node))
        if node.tag != self.loader.implied_tag(node):
            return self.refuse(_line(node), *_tag_fault(node))
        if isinstance(node, yaml.MappingNode):
            return dict(self.entries(node, at))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*at, index)) for index, item in enumerate(node.value)]
        return self.scalar(node)

    def entries(self, node: yaml.MappingNode, at: KeyPath) -> Iterator[tuple[str, object]]:
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = self.key(key_node)
            if key in first:
                what = f"the key '{key}' stands twice, first on line {first[key]}"
                self.refuse(_line(key_node), what, "Keep one of the two")
            elif key is not None:
                first[key] = self.lines[(*at, key)] = _line(key_node)
                yield key, self.value(value_node, (*at, key))

    def key(self, node: yaml.Node) -> str | None:
        if node.tag == f"{_STANDARD}str" and isinstance(node, yaml.ScalarNode):
            return str(node.value)
        self.refuse(_line(node), *_key_fault(node))
        return None

    def scalar(self, node: yaml.Node) -> object:
        read = _SCALARS.get(node.tag.removeprefix(_STANDARD), str)
        try:
            return read(node.value)
        except ValueError:
            what = f"'{node.value}' is an unusual spelling of a number"
            return self.refuse(_line(node), what, "Write it in plain decimal digits, or in quotes")

    def refuse(self, line: int, what: str, fix: str) -> Unreadable:
        self.problems.append(Problem(self.path, line, what, fix))
        return UNREADABLE


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _decimal(text: str) -> float:
    if text.lower() in _NOT_FINITE:
        return _NOT_FINITE[text.lower()]
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return float(text)


def _truth(text: str) -> bool:
    return text.lower() in {"true", "yes", "on"}


_SCALARS: dict[str, Callable[[str], object]] = {
    "null": lambda _: None,
    "bool": _truth,
    "int": _whole,
    "float": _decimal,
}
"""How a bare scalar is read, by tag; what is not listed (a date, say) stays text."""


def _tag_fault(node: yaml.Node) -> tuple[str, str]:
    if node.tag == _ALIAS:
        return f"the alias *{node.value} is not supported here", "Write the value out"
    shown = node.tag.replace(_STANDARD, "!!", 1)
    return f"the tag {shown} is not allowed here", "Remove it and write the plain value"


def _key_fault(node: yaml.Node) -> tuple[str, str]:
    if node.tag == _ALIAS:
        return _tag_fault(node)
    if node.tag == _MERGE:
        return "the merge key << is not supported here", "Write the keys out"
    if not isinstance(node, yaml.ScalarNode):
        return "a key is a list or a mapping", "Write one word before the colon"
    return f"the key {node.value} is not text", "Put it in quotes or choose another word"


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problem = Problem(path, line, "a byte here is not UTF-8", "Save the file as UTF-8")
        raise SourceProblems([problem]) from None


def _syntax_problem(path: Path, text: str, error: yaml.YAMLError) -> Problem:
    if isinstance(error, ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return Problem(path, line, "a control character stands here", "Remove it")
    mark, reason = getattr(error, "problem_mark", None), str(getattr(error, "problem", error))
    line = mark.line + 1 if mark else 1
    if "'\\t'" in reason:
        return Problem(path, line, "a tab stands where YAML wants spaces", "Indent with spaces")
    fix = "Check indentation, colons and quotes on this line and the one above"
    return Problem(path, line, f"this is not YAML: {reason}", fix)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1

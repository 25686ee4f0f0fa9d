"""Small implementations in this process, to make calls on."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.channel.implementation import Reference, Student
from autograder.channel.local import LocalTransport


def package(**names: Any) -> ModuleType:
    module = ModuleType("toy")
    module.__file__ = "toy/__init__.py"
    vars(module).update(names)
    return module


def transport(**names: Any) -> LocalTransport:
    return LocalTransport(package(**names), {}, Path(__file__).parent)


def student(**names: Any) -> Student:
    return Student(transport(**names), frozenset(names))


def reference(**names: Any) -> Reference:
    return Reference(transport(**names))

"""What a module's recordings are made from, so that stale ones are known."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from autograder import __version__
from autograder.build.writings import second_writings
from autograder.channel.recordings import SCHEMA
from autograder.source import ModuleSource


def made_from(module: ModuleSource, kind: str, libraries: Iterable[str]) -> str:
    """A hash of everything that recordings depend on: source, mistakes, public tests, libraries."""
    digest = hashlib.sha256(f"{SCHEMA} {__version__}".encode())
    parts = {source.path.name: source.text.encode() for source in module.sources}
    parts |= module.data
    parts |= {
        f"tests/{name}": text.encode()
        for name, text in module.tests.items()
        if "hidden" not in name
    }
    for (task, name), writing in second_writings(module.folder).items():
        parts[f"tests/mistakes/{task}/{name}"] = writing
    for name, content in sorted(parts.items()):
        digest.update(f"{name} {len(content)}\n".encode() + content)
    digest.update(repr((kind, sorted(libraries))).encode())
    return digest.hexdigest()

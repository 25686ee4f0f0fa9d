"""`.release.json`: what a release is, and the hash of each of its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.build.stable_json import as_json
from autograder.errors import UsageError

MANIFEST = ".release.json"
SCHEMA = "autograder.release/1"

BESIDE = ".new"
"""Ends the name of a new version beside a student's file; nothing imports or collects it."""

Words = Mapping[str, object]
"""What a release says about itself, such as its module and number."""


@dataclass(frozen=True)
class Manifest:
    """Hashes of the files as released; ``coming`` those of a release that is being written."""

    files: Mapping[str, str] = field(default_factory=dict)
    coming: Mapping[str, str] = field(default_factory=dict)
    about: Words = field(default_factory=dict)

    @property
    def paths(self) -> set[str]:
        return {*self.files, *self.coming}

    def released(self, path: str, content: str) -> bool:
        """Whether a file with this hash was ever put there by a release."""
        return content in (self.files.get(path), self.coming.get(path))

    def content(self) -> bytes:
        """The file itself."""
        document: dict[str, object] = {**self.about, "schema": SCHEMA, "files": dict(self.files)}
        if self.coming:
            document["coming"] = dict(self.coming)
        return as_json(document)

    @property
    def content_id(self) -> str:
        """Twelve hex digits that stand for all the files together."""
        files = {path: each for path, each in self.files.items() if not path.endswith(BESIDE)}
        return digest(as_json(files))[:12]


def digest(content: bytes) -> str:
    """SHA-256, in hex."""
    return hashlib.sha256(content).hexdigest()


def manifest_of(files: Mapping[str, bytes], about: Words) -> Manifest:
    """The manifest that goes with ``files``."""
    return Manifest({path: digest(content) for path, content in files.items()}, about=about)


def with_manifest(files: Mapping[str, bytes], about: Words) -> dict[str, bytes]:
    """``files`` and their manifest, as they lie in an archive."""
    return dict(sorted({**files, MANIFEST: manifest_of(files, about).content()}.items()))


def read_manifest(folder: Path, check: Callable[[str], None] = lambda _path: None) -> Manifest:
    """The manifest of ``folder``, an empty one where there is none; ``check`` refuses paths."""
    path = folder / MANIFEST
    if not path.is_file():
        return Manifest()
    try:
        manifest = parsed_manifest(path.read_bytes())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(
            f"{path} is not readable as a list of released files ({error}). Restore it from "
            "version control, or move the folder away and write the release anew."
        ) from None
    for name in manifest.paths:
        check(name)
    return manifest


def parsed_manifest(data: bytes) -> Manifest:
    """A manifest from its bytes; raises ValueError, KeyError, TypeError or AttributeError."""
    document = json.loads(data)
    if not isinstance(document, dict):
        raise ValueError("it is no mapping")
    about = {key: document[key] for key in document if key not in ("schema", "files", "coming")}
    return Manifest(dict(document["files"]), dict(document.get("coming", {})), about)

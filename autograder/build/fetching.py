"""Where a newer release comes from: a folder, a zip here or on the web, or a git repository."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from autograder.build.cloning import clone, is_repository
from autograder.build.unpacking import MAX_BYTES, scratch, unpack
from autograder.errors import UsageError

_TIMEOUT = 30.0
_WHOLE = 300.0
"""Seconds for one answer of the network, and for a whole download."""
_BY_HAND = (
    "Check your connection and try again, or download the zip with your browser and name the "
    "file: --from PATH"
)
_GIT = re.compile(r"(git|ssh|file|git\+\w+)://|[\w.-]+@[\w.-]+:|https?://.*\.git/?$")


@contextlib.contextmanager
def fetched(source: str, base: Path) -> Iterator[Path]:
    """A folder with what ``source`` names; a path in it begins at ``base``."""
    local = base / os.path.expanduser(source)  # noqa: PTH111  (Path's raises for an unknown user)
    if _is_url(source):
        with scratch() as folder:
            yield _from_web(source, folder)
    elif local.is_dir() and not is_repository(local):
        yield local
    elif local.exists():
        with scratch() as folder:
            yield _from_disk(local, folder)
    else:
        raise UsageError(
            f"{source} does not exist. Name a folder, a zip, or the URL of a zip or git repository."
        )


def _is_url(source: str) -> bool:
    return bool(_GIT.match(source)) or source.startswith(("http://", "https://"))


def _from_disk(local: Path, folder: Path) -> Path:
    if local.is_dir():
        return clone(str(local), folder)
    if not zipfile.is_zipfile(local):
        raise UsageError(f"{local} is neither a folder nor a zip. Name one that is.")
    unpack(local, folder)
    return folder


def _from_web(url: str, folder: Path) -> Path:
    """A git repository where the URL says so or where no zip comes back, else a zip."""
    if _GIT.match(url):
        return clone(url.removeprefix("git+"), folder)
    archive = folder / "release.zip"
    found = _download(url, archive)
    if found and zipfile.is_zipfile(archive):
        unpack(archive, _made(folder / "unpacked"))
        return folder / "unpacked"
    if urlsplit(url).path.endswith(".zip"):
        raise UsageError(f"What {url} sends is no zip, so nothing was changed. {_BY_HAND}.")
    return clone(url, folder)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _download(url: str, target: Path) -> bool:
    """Whether there was something to download; a git server may well have no page of its own."""
    request = urllib.request.Request(url, headers={"User-Agent": "autograder"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310
            _save(answer, target, url)
    except urllib.error.HTTPError as error:
        if urlsplit(url).path.endswith(".zip"):
            what = f"{url} cannot be downloaded: the server says {error.code} {error.reason}"
            raise UsageError(f"{what}. {_BY_HAND}.") from None
        return False
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error or type(error).__name__
        raise UsageError(f"{url} cannot be downloaded: {reason}. {_BY_HAND}.") from None
    return True


def _save(answer: http.client.HTTPResponse, target: Path, url: str) -> None:
    until = time.monotonic() + _WHOLE
    with target.open("wb") as file:
        while chunk := answer.read(1 << 16):
            file.write(chunk)
            if file.tell() > MAX_BYTES:
                raise UsageError(f"What {url} sends is larger than any release. {_BY_HAND}.")
            if time.monotonic() > until:
                raise UsageError(f"{url} took longer than {_WHOLE:g} s. {_BY_HAND}.")

"""Archives are the same to the byte, and plain files when unpacked."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

from autograder.build.archive import zip_bytes

FILES = {"b/run": b"#!/bin/sh\n", "a.txt": "häh".encode(), "b/ü.txt": b""}


def test_order_of_the_files_does_not_matter() -> None:
    assert zip_bytes(FILES) == zip_bytes(dict(reversed(FILES.items())))


def test_no_time_and_no_machine_flows_in() -> None:
    with zipfile.ZipFile(io.BytesIO(zip_bytes(FILES))) as archive:
        members = archive.infolist()
    assert [member.filename for member in members] == sorted(FILES)
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {member.create_system for member in members} == {3}


def test_unpacked_files_have_their_content_and_mode(tmp_path: Path) -> None:
    archive = tmp_path / "some.zip"
    archive.write_bytes(zip_bytes(FILES, {"b/run"}))
    subprocess.run(["unzip", "-q", archive, "-d", tmp_path / "out"], check=True)
    found = {
        path.relative_to(tmp_path / "out").as_posix(): (path.stat().st_mode & 0o777)
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    assert found == {"a.txt": 0o644, "b/run": 0o755, "b/ü.txt": 0o644}
    assert (tmp_path / "out/a.txt").read_bytes() == FILES["a.txt"]

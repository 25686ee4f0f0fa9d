"""Archives that would fill a disk, a memory or an afternoon: refused, within a bound that is measured."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

import pytest

from autograder.intake import RefusedSubmission

from .packing import Raw, files_of, raw_zip, store, watched, zipped

MB = 2**20


def test_bomb_is_refused_before_a_byte_of_it_is_written(tmp_path: Path, scratch: Path) -> None:
    path = store(tmp_path, zipped({"a.py": "x = 1", "zeros.bin": bytes(120 * MB)}))
    assert path.stat().st_size < MB
    with (
        watched(scratch) as used,
        pytest.raises(RefusedSubmission, match=r"zeros.bin, which unpacks from .* a zip bomb"),
    ):
        files_of(path)
    assert used.disk == 0
    assert used.seconds < 5


def test_many_files_that_are_too_much_together_are_refused_before_any_is_written(
    tmp_path: Path, scratch: Path
) -> None:
    path = store(tmp_path, zipped({f"{i}.bin": bytes(9 * MB) for i in range(23)}))
    with watched(scratch) as used, pytest.raises(RefusedSubmission, match=r"more than 200 MB"):
        files_of(path)
    assert used.disk == 0
    assert used.seconds < 5


def test_bomb_that_lies_about_its_size_stops_at_its_lie(tmp_path: Path, scratch: Path) -> None:
    packer = zlib.compressobj(9, wbits=-15)
    packed = packer.compress(bytes(100 * MB)) + packer.flush()
    lie = Raw(b"z.bin", packed, method=8, size=2000)
    path = store(tmp_path, raw_zip([lie]))
    with watched(scratch) as used, pytest.raises(RefusedSubmission, match=r"cannot be unpacked"):
        files_of(path)
    assert used.disk <= MB
    assert used.seconds < 5


def test_files_that_lie_over_each_other_are_refused(tmp_path: Path) -> None:
    kernel = bytes(1000)
    members = [Raw(b"a", kernel)] + [Raw(b"a", kernel, at=0) for _ in range(500)]
    with pytest.raises(RefusedSubmission, match=r"lie over each other"):
        files_of(store(tmp_path, raw_zip(members)))


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    path = store(tmp_path, zipped({f"{i}.txt": "" for i in range(5001)}))
    with pytest.raises(
        RefusedSubmission, match=r"more than 5000 files. Hand in the module's folder"
    ):
        files_of(path)


def test_list_of_a_million_files_is_not_read(tmp_path: Path) -> None:
    one = raw_zip([Raw(b"a")])
    listing = one[one.index(b"PK\1\2") : one.index(b"PK\5\6")] * 1_000_000
    end = raw_zip([], list_size=len(listing))
    path = store(tmp_path, listing + end)
    with watched(tmp_path) as used, pytest.raises(RefusedSubmission, match=r"too many files"):
        files_of(path)
    assert used.seconds < 5


def test_list_that_claims_to_be_larger_than_memory_costs_nothing(tmp_path: Path) -> None:
    path = store(tmp_path, raw_zip([Raw(b"a.py", b"x")], list_size=0xFFFFFFF0))
    with pytest.raises(RefusedSubmission, match=r"cannot be unpacked"):
        files_of(path)


def test_environment_of_twenty_thousand_files_is_passed_by_quickly(tmp_path: Path) -> None:
    installed = {f"hw/.venv/lib/torch/module_{i}.py": "" for i in range(20_000)}
    path = store(tmp_path, zipped({"hw/m/a.py": "x = 1", **installed}, zipfile.ZIP_STORED))
    with watched(tmp_path) as used:
        assert list(files_of(path)) == ["hw/m/a.py"]
    assert used.seconds < 5


def test_sources_that_are_too_much_to_parse_are_refused(tmp_path: Path) -> None:
    path = store(tmp_path, zipped({f"m{i}.py": "#" * 250_000 for i in range(50)}))
    with pytest.raises(RefusedSubmission, match=r"more than 10 MB of Python files"):
        files_of(path)

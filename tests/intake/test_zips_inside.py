"""Zips within what was handed in: opened where they are the submission, and never without end."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.intake import Bounds, RefusedSubmission

from .packing import Files, Raw, files_of, notes_of, raw_zip, store, watched, write, zipped

MODULE = {"m/__init__.py": "", "m/a.py": "x = 1"}


def stored(folder: Path, files: Files) -> Path:
    return store(folder, zipped(files))


def nested(depth: int, files: Files) -> dict[str, bytes]:
    """``files`` in so many zips."""
    return {"in.zip": zipped(nested(depth - 1, files) if depth > 1 else files)}


def test_zip_in_a_folder_or_in_a_zip_is_opened_beside_itself(tmp_path: Path) -> None:
    inner = zipped(MODULE)
    opened = {"late/hw.zip": inner, "late/hw/m/__init__.py": b"", "late/hw/m/a.py": b"x = 1"}
    assert files_of(stored(tmp_path, {"late/hw.zip": inner})) == opened
    assert files_of(write(tmp_path / "h", {"late/hw.zip": inner})) == opened


def test_zips_are_opened_three_deep(tmp_path: Path) -> None:
    assert "in/in/m/a.py" in files_of(stored(tmp_path, nested(2, MODULE)))
    path = stored(tmp_path, nested(3, MODULE))
    assert sorted(files_of(path), key=len) == ["in.zip", "in/in.zip", "in/in/in.zip"]
    assert (
        notes_of(path) == "in/in/in.zip lies too many zips deep to be opened. Zip the folder once"
    )


def test_zip_beside_a_package_is_data_and_stays_closed(tmp_path: Path) -> None:
    bomb = zipped({"zeros": bytes(20 * 2**20)})
    path = stored(tmp_path, {**MODULE, "submissions/m.zip": zipped(MODULE), "m/bomb.zip": bomb})
    assert sorted(files_of(path)) == sorted([*MODULE, "submissions/m.zip", "m/bomb.zip"])
    assert notes_of(path) == ""


def test_several_zips_are_all_opened(tmp_path: Path) -> None:
    path = stored(tmp_path, {"m.zip": zipped(MODULE), "n.zip": zipped({"n/__init__.py": ""})})
    assert [name for name in files_of(path) if name.endswith(".py")] == [
        "m/m/__init__.py",
        "m/m/a.py",
        "n/n/__init__.py",
    ]


@pytest.mark.parametrize(
    ("inner", "says"),
    [
        (zipped({"zeros": bytes(20 * 2**20)}), r"in\.zip in \S*handed-in\.zip holds zeros, .*bomb"),
        (
            raw_zip([Raw(b"../evil.py", b"x")]),
            r"in\.zip in \S*handed-in\.zip holds '\.\./evil\.py'",
        ),
        (raw_zip([Raw(b"a.py", b"x", flags=0x801)]), r"locked with a password"),
        (raw_zip([Raw(b"a.py", b"x", packed=999)]), r"in\.zip in .* over each other"),
    ],
)
def test_hostile_zip_inside_is_refused_by_its_name(tmp_path: Path, inner: bytes, says: str) -> None:
    with pytest.raises(RefusedSubmission, match=says):
        files_of(stored(tmp_path, {"in.zip": inner}))


def test_what_only_calls_itself_a_zip_is_said(tmp_path: Path) -> None:
    path = stored(
        tmp_path, {"hw.zip": b"Rar!\x1a\7" + bytes(50), "hw.rar": b"Rar!", "b.ipynb": "{}"}
    )
    assert sorted(files_of(path)) == ["b.ipynb", "hw.rar", "hw.zip"]
    assert notes_of(path).splitlines() == [
        "hw.rar is no zip, and of archives only zips are opened. Make a zip of the folder",
        "hw.zip is no zip that can be opened. Zip the folder again",
    ]


def test_zips_of_zips_of_zips_end_at_a_number(tmp_path: Path, scratch: Path) -> None:
    """42.zip: sixteen zips in each of sixteen zips, and so on."""
    level = zipped({"zeros": bytes(9 * 2**20)})
    for _ in range(4):
        level = zipped({f"lib {i}.zip": level for i in range(16)})
    path = tmp_path / "42.zip"
    path.write_bytes(level)
    with watched(scratch) as used, pytest.raises(RefusedSubmission, match=r"more than 20"):
        files_of(path)
    assert used.seconds < 5
    assert used.disk < 20 * 2**20


def test_bounds_hold_for_all_zips_together(tmp_path: Path, scratch: Path) -> None:
    path = stored(tmp_path, {f"{i}.zip": zipped({f"{i}.bin": bytes(5000)}) for i in range(5)})
    with pytest.raises(RefusedSubmission, match=r"more than 20 KB"):
        files_of(path, bounds=Bounds(total_bytes=20 * 1024))
    with pytest.raises(RefusedSubmission, match=r"more than 8 files"):
        files_of(path, bounds=Bounds(files=8))


def test_zips_in_zips_without_end_are_opened_no_deeper(tmp_path: Path) -> None:
    """As far as a zip gets that holds itself."""
    path = stored(tmp_path, nested(12, {"a.txt": "x"}))
    assert sorted(files_of(path), key=len) == ["in.zip", "in/in.zip", "in/in/in.zip"]


def test_zip_that_repeats_what_lies_beside_it_is_opened_once_more(tmp_path: Path) -> None:
    inner = zipped(MODULE)
    path = stored(tmp_path, {"a/b.zip": inner, "a.zip": zipped({"b.zip": inner})})
    assert "a/b/m/a.py" in files_of(path)


def test_zip_whose_folder_is_taken_by_a_file_is_refused(tmp_path: Path) -> None:
    path = stored(tmp_path, {"hw": "a file", "hw.zip": zipped({"a.py": "x"})})
    with pytest.raises(RefusedSubmission, match=r"both as a file and as a folder"):
        files_of(path)

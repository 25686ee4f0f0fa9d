"""A release has a number and a content, and a mismatch is said in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.build.manifest import MANIFEST, with_manifest
from autograder.build.stamp import Stamp, mismatch, stamp_of, words_of
from autograder.build.write import write_release

FILES = {"a.py": b"1\n", "tests/test_public.py": b"2\n"}
CHANGES = ("first", "Masks may be None.", "the handout's formula")
OURS = Stamp("t01", 3, "abcabcabcabc")


def _stamp(folder: Path, files: dict[str, bytes], release: int) -> Stamp | None:
    write_release(files, folder, about=words_of("t01", release), keep_both=True)
    return stamp_of(folder)


def test_the_stamp_of_a_release_is_read_back(tmp_path: Path) -> None:
    stamp = _stamp(tmp_path, FILES, 3)
    assert stamp is not None
    assert (stamp.module, stamp.release, len(stamp.content)) == ("t01", 3, 12)


def test_work_in_a_release_does_not_change_its_stamp(tmp_path: Path) -> None:
    before = _stamp(tmp_path, FILES, 3)
    (tmp_path / "a.py").write_text("my work\n")
    assert stamp_of(tmp_path) == before


def test_a_new_version_beside_ones_own_does_not_change_the_stamp(tmp_path: Path) -> None:
    _stamp(tmp_path / "mine", FILES, 3)
    (tmp_path / "mine/a.py").write_text("my work\n")
    changed = {**FILES, "a.py": b"new\n"}
    assert _stamp(tmp_path / "mine", changed, 4) == _stamp(tmp_path / "fresh", changed, 4)
    assert (tmp_path / "mine/a.py.new").read_bytes() == b"new\n"


def test_an_archive_carries_the_manifest_that_a_folder_has(tmp_path: Path) -> None:
    _stamp(tmp_path, FILES, 3)
    assert with_manifest(FILES, words_of("t01", 3))[MANIFEST] == (tmp_path / MANIFEST).read_bytes()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "[1]", "null", '{"files": 3}', '{"files": {}, "module": "t01"}', "[" * 5000,
     '{"files": {}, "module": "t01", "release": true}', '{"files": {}, "module": 1, "release": 1}',
     '{"files": {}, "module": "t01", "release": -1}'],
)  # fmt: skip
def test_a_broken_stamp_is_no_stamp(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)
    assert stamp_of(tmp_path) is None


def test_a_link_is_no_stamp(tmp_path: Path) -> None:
    _stamp(tmp_path / "real", FILES, 3)
    (tmp_path / MANIFEST).symlink_to(tmp_path / "real" / MANIFEST)
    assert stamp_of(tmp_path) is None


def test_the_same_release_says_nothing() -> None:
    assert mismatch(OURS, OURS, CHANGES) == ""
    assert mismatch(None, OURS, CHANGES) == ""


def test_an_older_release_hears_what_is_new() -> None:
    assert mismatch(Stamp("t01", 1, "x"), OURS, CHANGES) == (
        "You have release 1 of t01, this is release 3: 2: Masks may be None; "
        "3: the handout's formula. Get it with `make update`, which keeps what you wrote"
    )


def test_a_newer_release_is_the_staffs_matter() -> None:
    said = mismatch(Stamp("t01", 4, "x"), OURS, CHANGES)
    assert said.startswith("You have release 4 of t01, but this grader is of release 3")
    assert "Tell the staff" in said


def test_the_same_number_with_other_content_is_said() -> None:
    assert "built from another source" in mismatch(Stamp("t01", 3, "other"), OURS, CHANGES)


def test_a_stamp_is_plain_json(tmp_path: Path) -> None:
    _stamp(tmp_path, FILES, 3)
    document = json.loads((tmp_path / MANIFEST).read_text("utf-8"))
    assert {key: document[key] for key in ("module", "release", "schema")} == {
        "module": "t01", "release": 3, "schema": "autograder.release/1",
    }  # fmt: skip

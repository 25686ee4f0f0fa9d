"""A release comes into a folder, and nobody's work is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.build.manifest import MANIFEST
from autograder.build.write import difference, write_release
from autograder.errors import UsageError

FILES = {"a.py": b"a = 1\n", "tests/test_public.py": b"t = 1\n", "x.png": b"\x89PNG\xff"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "assignments" / "s01"


def contents(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(paths)}


def test_a_new_folder_gets_all_files(folder: Path) -> None:
    assert write_release(FILES, folder).written == tuple(sorted(FILES))
    assert contents(folder) == FILES


def test_writing_again_changes_nothing(folder: Path) -> None:
    write_release(FILES, folder)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    done = write_release(FILES, folder)
    assert (done.written, done.removed, done.unchanged) == ((), (), tuple(sorted(FILES)))
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_the_manifest_has_hashes_and_no_dates(folder: Path) -> None:
    write_release(FILES, folder)
    document = json.loads((folder / MANIFEST).read_text())
    assert set(document) == {"schema", "files"}
    assert set(document["files"]) == set(FILES)


def test_a_new_version_replaces_what_nobody_changed(folder: Path) -> None:
    write_release(FILES, folder)
    done = write_release({**FILES, "a.py": b"a = 2\n"}, folder)
    assert done.written == ("a.py",)
    assert (folder / "a.py").read_bytes() == b"a = 2\n"


def test_files_of_the_former_release_vanish_with_their_folder(folder: Path) -> None:
    write_release(FILES, folder)
    assert write_release({"a.py": b"a = 1\n"}, folder).removed == ("tests/test_public.py", "x.png")
    assert sorted(path.name for path in folder.iterdir()) == [MANIFEST, "a.py"]


def test_files_of_other_origin_stay(folder: Path) -> None:
    write_release(FILES, folder)
    (folder / "tests" / "mine.py").write_text("mine")
    write_release({"a.py": b"a = 1\n"}, folder)
    assert (folder / "tests" / "mine.py").read_text() == "mine"


def test_changed_files_are_refused_and_all_are_named(folder: Path) -> None:
    write_release(FILES, folder)
    (folder / "a.py").write_bytes(b"my work\n")
    (folder / "x.png").write_bytes(b"my picture")
    before = contents(folder)
    with pytest.raises(UsageError) as caught:
        write_release({"a.py": b"a = 2\n", "new.py": b""}, folder)
    text = str(caught.value)
    assert str(folder / "a.py") in text
    assert str(folder / "x.png") in text
    assert "--keep-both" in text
    assert contents(folder) == before


def test_files_without_a_manifest_are_somebodys_work(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "a.py").write_bytes(b"my work\n")
    with pytest.raises(UsageError, match=r"a\.py"):
        write_release(FILES, folder)
    assert contents(folder) == {"a.py": b"my work\n"}


def test_equal_files_without_a_manifest_are_adopted(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "a.py").write_bytes(FILES["a.py"])
    write_release(FILES, folder)
    write_release({**FILES, "a.py": b"a = 2\n"}, folder)
    assert (folder / "a.py").read_bytes() == b"a = 2\n"


def test_both_versions_can_be_kept(folder: Path) -> None:
    write_release(FILES, folder)
    (folder / "a.py").write_bytes(b"my work\n")
    done = write_release({**FILES, "a.py": b"a = 2\n"}, folder, keep_both=True)
    assert (done.kept, done.beside) == (("a.py",), ("a.py.new",))
    assert (folder / "a.py").read_bytes() == b"my work\n"
    assert (folder / "a.py.new").read_bytes() == b"a = 2\n"


def test_no_new_version_means_nothing_beside(folder: Path) -> None:
    write_release(FILES, folder)
    (folder / "a.py").write_bytes(b"my work\n")
    done = write_release({**FILES, "x.png": b"other"}, folder, keep_both=True)
    assert (done.written, done.beside, done.kept) == (("x.png",), (), ("a.py",))


def test_a_student_who_took_the_new_version_is_up_to_date(folder: Path) -> None:
    new = {**FILES, "a.py": b"a = 2\n"}
    write_release(FILES, folder)
    (folder / "a.py").write_bytes(b"my work\n")
    write_release(new, folder, keep_both=True)
    (folder / "a.py").write_bytes(b"a = 2\n")
    assert write_release(new, folder).removed == ("a.py.new",)
    assert contents(folder) == new


def test_a_student_who_kept_their_own_version_keeps_it(folder: Path) -> None:
    new = {**FILES, "a.py": b"a = 2\n"}
    write_release(FILES, folder)
    (folder / "a.py").write_bytes(b"my work\n")
    write_release(new, folder, keep_both=True)
    (folder / "a.py.new").unlink()
    assert write_release(new, folder, keep_both=True).written == ()
    assert contents(folder) == {**new, "a.py": b"my work\n"}


def test_a_changed_new_version_is_also_somebodys_work(folder: Path) -> None:
    write_release(FILES, folder)
    (folder / "a.py").write_bytes(b"my work\n")
    write_release({**FILES, "a.py": b"a = 2\n"}, folder, keep_both=True)
    (folder / "a.py.new").write_bytes(b"my merge\n")
    write_release({**FILES, "a.py": b"a = 3\n"}, folder, keep_both=True)
    assert (folder / "a.py").read_bytes() == b"my work\n"
    assert (folder / "a.py.new").read_bytes() == b"my merge\n"
    assert (folder / "a.py.new.new").read_bytes() == b"a = 3\n"


def test_a_file_of_that_name_is_not_overwritten_either(folder: Path) -> None:
    write_release(FILES, folder)
    (folder / "a.py").write_bytes(b"my work\n")
    (folder / "a.py.new").write_bytes(b"my own idea\n")
    with pytest.raises(UsageError, match=r"a\.py\.new"):
        write_release({**FILES, "a.py": b"a = 2\n"}, folder, keep_both=True)
    assert (folder / "a.py.new").read_bytes() == b"my own idea\n"


def test_a_changed_file_that_left_the_release_stays(folder: Path) -> None:
    write_release(FILES, folder)
    (folder / "a.py").write_bytes(b"my work\n")
    write_release({"x.png": FILES["x.png"]}, folder, keep_both=True)
    assert contents(folder) == {"a.py": b"my work\n", "x.png": FILES["x.png"]}


def test_a_removed_file_comes_back(folder: Path) -> None:
    write_release(FILES, folder)
    (folder / "a.py").unlink()
    assert write_release(FILES, folder).written == ("a.py",)


def test_a_link_is_never_written_through(folder: Path, tmp_path: Path) -> None:
    write_release(FILES, folder)
    outside = tmp_path / "outside.py"
    outside.write_bytes(FILES["a.py"])
    (folder / "a.py").unlink()
    (folder / "a.py").symlink_to(outside)
    with pytest.raises(UsageError, match=r"a\.py"):
        write_release({**FILES, "a.py": b"a = 2\n"}, folder)
    assert outside.read_bytes() == FILES["a.py"]


@pytest.mark.parametrize("path", ["../a.py", "/etc/a.py", MANIFEST, "tests/../../a.py"])
def test_a_release_stays_in_its_folder(folder: Path, path: str) -> None:
    with pytest.raises(UsageError, match="not a path inside a release"):
        write_release({path: b""}, folder)


def test_a_linked_folder_leads_nowhere(folder: Path, tmp_path: Path) -> None:
    folder.mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (folder / "tests").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="leads out of the folder"):
        write_release(FILES, folder)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_file_where_a_folder_must_be(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "tests").write_text("mine")
    with pytest.raises(UsageError, match="is a file where the release has a folder"):
        write_release(FILES, folder)


def test_a_damaged_manifest_stops_everything(folder: Path) -> None:
    write_release(FILES, folder)
    (folder / MANIFEST).write_text("{")
    with pytest.raises(UsageError, match="Restore it from version control"):
        write_release(FILES, folder)


def test_after_a_crash_files_of_both_releases_are_known(folder: Path) -> None:
    write_release(FILES, folder)
    blocker = folder / "z"
    blocker.mkdir()
    (blocker / "mine").write_text("mine")
    new = {**FILES, "a.py": b"a = 2\n"}
    document = json.loads((folder / MANIFEST).read_text())
    write_release(new, folder)
    coming = json.loads((folder / MANIFEST).read_text())["files"]
    (folder / MANIFEST).write_text(json.dumps({**document, "coming": coming}))
    write_release({**FILES, "a.py": b"a = 3\n"}, folder)
    assert (folder / "a.py").read_bytes() == b"a = 3\n"


def test_no_difference_after_writing(folder: Path) -> None:
    write_release(FILES, folder)
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "a.pyc").write_bytes(b"x")
    assert difference(FILES, folder) == ""


def test_a_difference_names_changed_missing_extra_and_binary_files(folder: Path) -> None:
    write_release(FILES, folder)
    (folder / "a.py").write_bytes(b"a = 2")
    (folder / "tests" / "test_public.py").unlink()
    (folder / "tests" / "more.py").write_text("")
    (folder / "x.png").write_bytes(b"\x89PNG\xfe")
    text = difference(FILES, folder)
    assert f"--- {folder}/a.py (on disk)\n+++ {folder}/a.py (built)\n" in text
    assert "-a = 2\n+a = 1\n" in text
    assert f"{folder}/tests/test_public.py: missing\n" in text
    assert f"{folder}/tests/more.py: not part of the release\n" in text
    assert f"{folder}/x.png: binary files differ\n" in text


def test_everything_is_missing_from_a_folder_that_is_not_there(folder: Path) -> None:
    assert difference(FILES, folder).count(": missing\n") == len(FILES) + 1

"""Folders with what no submission should hold: links, pipes, damage of an unzip, far too much."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.intake import BOUNDS, Bounds, RefusedSubmission, opened
from autograder.intake.copying import Copy
from autograder.intake.members import folder_members

from .packing import files_of, notes_of, watched, write


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    return write(tmp_path / "handed-in", {"m/__init__.py": "", "m/a.py": "x = 1"})


def link(folder: Path, name: str, target: str | Path) -> None:
    (folder / name).symlink_to(target)


def test_links_are_never_followed(handed_in: Path, tmp_path: Path) -> None:
    secret = write(tmp_path / "course", {"hidden.py": "key = 42"})
    link(handed_in, "m/key.py", secret / "hidden.py")
    link(handed_in, "m/course", secret)
    link(handed_in, "m/up", "../..")
    link(handed_in, "m/nowhere.py", "missing.py")
    link(handed_in, "m/itself.py", "itself.py")
    link(handed_in, ".venv", "/opt/venv")
    assert sorted(files_of(handed_in)) == ["m/__init__.py", "m/a.py"]
    assert notes_of(handed_in) == (
        "m/course, m/itself.py and 3 more are links, and links are not followed, so they were left "
        "out. Hand in the files themselves"
    )


def test_path_that_is_a_link_is_followed_since_the_caller_named_it(
    handed_in: Path, tmp_path: Path
) -> None:
    link(tmp_path, "latest", handed_in)
    assert sorted(files_of(tmp_path / "latest")) == ["m/__init__.py", "m/a.py"]


def pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def device(path: Path) -> None:
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only root makes devices")


@pytest.mark.parametrize("make", [pipe, a_socket, device])
def test_file_that_could_hang_the_reader_is_refused_at_once(tmp_path: Path, make) -> None:
    folder = write(tmp_path / "h", {"a.py": "x = 1"})
    make(folder / "b.py")
    with (
        watched(tmp_path) as used,
        pytest.raises(RefusedSubmission, match=r"b\.py, which is a device or a pipe.*Take it out"),
    ):
        files_of(folder)
    assert used.seconds < 5


def test_pipe_as_the_whole_submission_is_refused(tmp_path: Path) -> None:
    for name in ("hw.zip", "hw.py", "hw"):
        pipe(tmp_path / name)
        with pytest.raises(RefusedSubmission, match=r"neither a folder nor a zip"):
            files_of(tmp_path / name)


@pytest.mark.parametrize("kind", ["pipe", "link"])
def test_file_that_is_exchanged_after_it_was_listed_is_not_read(handed_in: Path, kind: str) -> None:
    members = folder_members(handed_in, "it", BOUNDS)
    path = handed_in / "m/a.py"
    path.unlink()
    if kind == "pipe":
        pipe(path)
    else:
        path.symlink_to("/etc/passwd")
    (member,) = [each for each in members if each.name == "a.py"]
    with pytest.raises(OSError, match=r"no file any more|symbolic links"):
        member.open()


def test_names_with_backslashes_are_laid_out_as_folders(tmp_path: Path) -> None:
    """A Unix unzip of a zip that was made on Windows leaves such files."""
    folder = write(
        tmp_path / "h",
        {
            "t01_attention\\": "",
            "t01_attention\\__init__.py": "",
            "t01_attention\\attention.py": "x = 1",
            "t01_attention\\data\\": "",
            "t01_attention\\data\\words.txt": "a b",
            "t01_attention\\tests\\test_public.py": "assert 0",
        },
    )
    assert files_of(folder) == {
        "t01_attention/__init__.py": b"",
        "t01_attention/attention.py": b"x = 1",
        "t01_attention/data/words.txt": b"a b",
    }
    assert "and 1 more had backslashes in their names" not in notes_of(folder)
    assert "t01_attention/attention.py" in notes_of(folder)
    assert "were put into the folders that they mean" in notes_of(folder)


@pytest.mark.parametrize(
    "name", ["..\\..\\evil.py", "\\tmp\\evil.py", "C:\\evil.py", "a\\..\\..\\evil.py"]
)
def test_backslashes_that_lead_out_are_refused(tmp_path: Path, name: str, scratch: Path) -> None:
    folder = write(tmp_path / "h", {name: "x"})
    with pytest.raises(RefusedSubmission, match=r"no plain file inside it"):
        files_of(folder)
    assert not list(scratch.rglob("*"))


def test_name_that_is_no_utf_8_is_read_as_latin_1(tmp_path: Path) -> None:
    folder = write(tmp_path / "h", {"ok.py": "x"})
    (folder / os.fsdecode(b"L\xf6sung.py")).write_text("y")
    assert sorted(files_of(folder)) == ["Lösung.py", "ok.py"]


def test_names_that_differ_in_capitals_stay_apart_as_the_disk_has_them(tmp_path: Path) -> None:
    folder = write(tmp_path / "h", {"README.md": "one", "readme.md": "two"})
    if len(list(folder.iterdir())) == 1:
        pytest.skip("this disk does not tell capitals apart")
    assert files_of(folder) == {"README.md": b"one", "readme.md": b"two"}


def test_folders_without_end_are_refused(tmp_path: Path) -> None:
    deep = tmp_path / "h"
    deep.mkdir()
    inner = deep.joinpath(*["d"] * 60)
    inner.mkdir(parents=True)
    with pytest.raises(RefusedSubmission, match=r"more than 30 deep"):
        files_of(deep)


def test_sparse_file_of_a_terabyte_is_left_out_and_costs_nothing(
    handed_in: Path, scratch: Path
) -> None:
    with (handed_in / "m/weights.bin").open("wb") as file:
        file.truncate(2**40)
    with watched(scratch) as used:
        assert sorted(files_of(handed_in)) == ["m/__init__.py", "m/a.py"]
    assert used.seconds < 5
    assert used.disk < 10_000
    assert notes_of(handed_in) == "m/weights.bin is larger than 50 MB and was left out"


def test_too_many_or_too_large_files_are_refused(tmp_path: Path, scratch: Path) -> None:
    folder = write(tmp_path / "h", {f"{i}.bin": bytes(1000) for i in range(30)})
    with pytest.raises(RefusedSubmission, match=r"more than 20 files"):
        files_of(folder, bounds=Bounds(files=20))
    with watched(scratch) as used, pytest.raises(RefusedSubmission, match=r"more than 10 KB"):
        files_of(folder, bounds=Bounds(total_bytes=10 * 1024))
    assert used.disk == 0
    with pytest.raises(RefusedSubmission, match=r"too many files"):
        files_of(folder, bounds=Bounds(listed=29))


def test_file_that_grows_after_it_was_listed_is_one_sentence(
    handed_in: Path, tmp_path: Path
) -> None:
    members = folder_members(handed_in, "it", BOUNDS)
    (handed_in / "m/a.py").write_text("x = 1\n" * 1000)
    copy = Copy(tmp_path / "copy", "it", BOUNDS, keep_tests=False)
    with pytest.raises(UsageError, match=r"it: m/a\.py cannot be read: a\.py grows"):
        copy.add(members)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_folder_without_rights_is_one_sentence(handed_in: Path) -> None:
    (handed_in / "m").chmod(0)
    with pytest.raises(UsageError, match=r"cannot be read: Permission denied"):
        files_of(handed_in)
    (handed_in / "m").chmod(0o700)


def test_path_that_is_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"does not exist"), opened(tmp_path / "nothing"):
        pass

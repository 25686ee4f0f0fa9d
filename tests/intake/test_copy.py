"""The copy that is graded: whose it is, who may read it, and that the original stays as it was."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from autograder.intake import opened, scratch_folder

from .packing import write, zipped

FILES = {"m/__init__.py": "", "m/a.py": "x = 1", "m/data/d.txt": "d"}


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    return write(tmp_path / "handed-in", FILES)


def modes(folder: Path) -> set[str]:
    """Kinds and rights below a folder, and of it."""
    return {stat.filemode(path.lstat().st_mode) for path in (folder, *folder.rglob("*"))}


@pytest.mark.parametrize("mask", [0, 0o022, 0o077])
def test_copy_is_plain_and_a_worker_may_read_it_whatever_the_rights_were(
    handed_in: Path, tmp_path: Path, mask: int
) -> None:
    (handed_in / "m/a.py").chmod(0o4777)
    (handed_in / "m/data").chmod(0o1777)
    packed = tmp_path / "h.zip"
    packed.write_bytes(zipped(FILES))
    old = os.umask(mask)
    try:
        for path in (handed_in, packed):
            with opened(path) as taken:
                assert modes(taken.folder) == {"drwxr-xr-x", "-rw-r--r--"}
    finally:
        os.umask(old)


def test_only_root_lets_other_users_pass_to_the_copy(handed_in: Path) -> None:
    with opened(handed_in) as taken:
        rights = stat.S_IMODE(taken.folder.parent.stat().st_mode)
    assert rights == (0o711 if os.geteuid() == 0 else 0o700)


def test_original_is_not_touched_and_the_copy_may_be(handed_in: Path) -> None:
    before = {path: (path.stat().st_mtime_ns, path.stat().st_mode) for path in handed_in.rglob("*")}
    with opened(handed_in) as taken:
        (taken.folder / "m/a.py").write_text("changed")
        (taken.folder / "m/__init__.py").unlink()
    after = {path: (path.stat().st_mtime_ns, path.stat().st_mode) for path in handed_in.rglob("*")}
    assert before == after
    assert (handed_in / "m/a.py").read_text() == "x = 1"


def test_copy_is_gone_afterwards_also_when_grading_failed(handed_in: Path) -> None:
    with pytest.raises(RuntimeError), opened(handed_in) as taken:
        raise RuntimeError
    assert not taken.folder.exists()


def test_hard_link_is_a_file_of_its_own_in_the_copy(handed_in: Path) -> None:
    (handed_in / "m/b.py").hardlink_to(handed_in / "m/a.py")
    with opened(handed_in) as taken:
        (taken.folder / "m/b.py").write_text("changed")
        assert (taken.folder / "m/a.py").read_text() == "x = 1"


def test_own_folder_is_graded_where_it_stands(handed_in: Path) -> None:
    with opened(handed_in, own=True) as taken:
        assert taken.folder == handed_in
        assert taken.place(handed_in / "m") == handed_in / "m"
        assert taken.notes(handed_in / "m") == ()


def test_copy_knows_where_its_files_stand_for_their_author(handed_in: Path, tmp_path: Path) -> None:
    with opened(handed_in) as taken:
        assert taken.folder.name == "handed-in"
        assert taken.place(taken.folder / "m") == handed_in / "m"
        assert (taken / "m").is_dir()
        assert os.fspath(taken) == str(taken.folder)
    packed = tmp_path / "h.zip"
    packed.write_bytes(zipped(FILES))
    with opened(packed) as taken:
        assert taken.place(taken.folder / "m") is None


def test_file_inside_a_package_stands_for_the_package(handed_in: Path) -> None:
    for own in (True, False):
        with opened(handed_in / "m/a.py", own=own) as taken:
            assert (taken.folder.name, (taken.folder / "__init__.py").exists()) == ("m", True)
    with opened(handed_in / "m/a.py", own=True) as taken:
        assert taken.folder == handed_in / "m"


def test_file_alone_is_copied_without_what_lies_beside_it(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "x = 1", "b.py": "y = 2"})
    with opened(tmp_path / "a.py") as taken:
        assert [path.name for path in taken.folder.iterdir()] == ["a.py"]


def test_errors_call_the_submission_as_the_platform_does(tmp_path: Path) -> None:
    path = tmp_path / "s.zip"
    path.write_bytes(zipped({"../x": "x"}))
    with (
        pytest.raises(Exception, match=r"^Your submission holds '\.\./x'"),
        opened(path, shown=Path("Your submission")),
    ):
        pass


def test_notes_are_those_of_the_module_named_as_seen_from_it(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "h", {"m/__init__.py": "", "m/conftest.py": "", "n/sub/x.so": "", "n/a.py": ""}
    )
    with opened(folder) as taken:
        assert taken.notes(taken.folder / "m") == (
            "conftest.py was left out: nothing that is handed in configures the grader",
        )
        assert taken.notes(taken.folder / "n")[0].startswith("sub/x.so is compiled code")
        assert len(taken.notes(taken.folder)) == 2


def test_scratch_folder_is_removed_with_what_it_holds() -> None:
    with scratch_folder() as folder:
        write(folder, {"a/b/c.txt": "x"})
    assert not folder.exists()

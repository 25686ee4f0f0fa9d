"""Zips that do not mean well, each built for real: refused in a sentence, or read without harm."""

from __future__ import annotations

import contextlib
import random
import resource
import stat
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.intake import Bounds, RefusedSubmission, opened

from .packing import Raw, files_of, notes_of, raw_zip, store, zipped

MB = 2**20


LEADS_OUT = (
    "../evil.py", "a/../../evil.py", "/tmp/evil.py", "//host/share/evil.py", "..\\evil.py",
    "a\\..\\..\\evil.py", "\\evil.py", "C:/evil.py", "c:evil.py", "C:\\Users\\a\\evil.py",
    "\\\\host\\share\\evil.py", ".", "..", "./..", "a/..", "evil.py\0.txt",
    "node_modules/../../evil.py", "__MACOSX\\..\\..\\evil.py",
)  # fmt: skip


@pytest.mark.parametrize("name", LEADS_OUT)
def test_name_that_leads_out_is_refused(tmp_path: Path, scratch: Path, name: str) -> None:
    path = store(tmp_path, raw_zip([Raw(b"ok.py", b"x = 1"), Raw(name.encode(), b"x")]))
    with pytest.raises(RefusedSubmission, match=r"no plain file inside it\. Zip the folder again"):
        files_of(path)
    assert not list(tmp_path.rglob("evil*"))
    assert not list(scratch.rglob("evil*"))


def test_link_in_a_zip_is_left_out_and_said(tmp_path: Path) -> None:
    path = store(
        tmp_path,
        raw_zip([
            Raw(b"m/a.py", b"x = 1"),
            Raw(b"m/secret", b"/etc/passwd", mode=stat.S_IFLNK | 0o777),
            Raw(b"m/.venv", b"/opt/venv", mode=stat.S_IFLNK | 0o777),
        ]),
    )  # fmt: skip
    assert files_of(path) == {"m/a.py": b"x = 1"}
    assert notes_of(path) == (
        "m/secret is a link, and links are not followed, so it was left out. Hand in the file itself"
    )


@pytest.mark.parametrize("kind", [stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFCHR, stat.S_IFBLK])
def test_device_in_a_zip_is_refused(tmp_path: Path, kind: int) -> None:
    path = store(tmp_path, raw_zip([Raw(b"attention.py", b"x", mode=kind | 0o644)]))
    with pytest.raises(RefusedSubmission, match=r"attention.py, which is a device or a pipe"):
        files_of(path)


@pytest.mark.parametrize("flag", [0x1, 0x41, 0x2001])
def test_locked_zip_is_refused_with_what_to_do(tmp_path: Path, flag: int) -> None:
    path = store(tmp_path, raw_zip([Raw(b"a.py", b"x" * 40, flags=0x800 | flag)]))
    with pytest.raises(RefusedSubmission, match=r"locked with a password. Zip the folder without"):
        files_of(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_method_that_can_ask_for_gigabytes_of_memory_is_refused(
    tmp_path: Path, method: int
) -> None:
    path = store(tmp_path, zipped({"a.py": "x = 1"}, method))
    with pytest.raises(RefusedSubmission, match=r"packed in a way that is not read here"):
        files_of(path)


@pytest.mark.parametrize("names", [("m/hw.py", "m/hw.py"), ("m/hw.py", "m\\hw.py")])
def test_one_name_with_two_contents_is_refused_and_with_one_is_read(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    first, second = (name.encode() for name in names)
    path = store(tmp_path, raw_zip([Raw(first, b"x = 1"), Raw(second, b"x = 2")]))
    with pytest.raises(RefusedSubmission, match=r"m/hw.py twice, with different contents"):
        files_of(path)
    store(tmp_path, raw_zip([Raw(first, b"x = 1"), Raw(second, b"x = 1")]))
    assert files_of(path) == {"m/hw.py": b"x = 1"}


@pytest.mark.parametrize("other", ["HW.py", "hW.PY", "ﬁ.py"])
def test_names_that_differ_in_capitals_only_are_refused(tmp_path: Path, other: str) -> None:
    first = "fi.py" if other[0] == "ﬁ" else "hw.py"
    path = store(tmp_path, zipped({first: "x = 1", other: "x = 2"}))
    with pytest.raises(RefusedSubmission, match=r"the same but for capitals"):
        files_of(path)


@pytest.mark.parametrize("names", [("a", "a/b.py"), ("a/b.py", "a")])
def test_name_that_is_a_file_and_a_folder_is_refused(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    path = store(tmp_path, zipped(dict.fromkeys(names, "x = 1")))
    with pytest.raises(RefusedSubmission, match=r"both as a file and as a folder"):
        files_of(path)


def test_zip_made_on_windows_is_laid_out(tmp_path: Path) -> None:
    path = store(
        tmp_path,
        raw_zip([
            Raw(b"hw\\m\\"), Raw(b"hw\\m\\a.py", b"x = 1"), Raw(b"hw\\m\\data\\d.txt", b"d")
        ]),
    )  # fmt: skip
    assert files_of(path) == {"hw/m/a.py": b"x = 1", "hw/m/data/d.txt": b"d"}
    assert notes_of(path) == ""


@pytest.mark.parametrize(
    ("name", "flags", "read"),
    [
        ("Lösung.py".encode(), 0, "Lösung.py"),
        ("Lösung.py".encode(), 0x800, "Lösung.py"),
        ("Lo\u0308sung.py".encode(), 0x800, "Lösung.py"),
        ("Lösung.py".encode("cp437"), 0, "Lösung.py"),
    ],
)
def test_name_in_any_encoding_is_read_as_imports_look_for_it(
    tmp_path: Path, name: bytes, flags: int, read: str
) -> None:
    assert list(files_of(store(tmp_path, raw_zip([Raw(name, b"x", flags=flags)])))) == [read]


def test_name_that_cannot_be_decoded_is_one_sentence(tmp_path: Path) -> None:
    path = store(tmp_path, raw_zip([Raw(b"L\xf6sung.py", b"x", flags=0x800)]))
    with pytest.raises(RefusedSubmission, match=r"cannot be unpacked: .*Zip the folder again"):
        files_of(path)


@pytest.mark.parametrize("name", ["a\nb.py", "a\x1b[31m.py", "a\u202eyp.exe", "x\x7f.py"])
def test_name_that_would_fool_a_reader_is_left_out_and_said_plainly(
    tmp_path: Path, name: str
) -> None:
    path = store(tmp_path, raw_zip([Raw(b"ok.py", b"x"), Raw(name.encode(), b"x")]))
    assert list(files_of(path)) == ["ok.py"]
    note = notes_of(path)
    assert "has a name with characters that no file name should have" in note
    assert note.isprintable()


@pytest.mark.parametrize(
    "name", ["-rf.py", "a;b $(c) `d`.py", "Homework 3 (final).py", "👩\u200d💻.py"]
)
def test_name_that_only_a_shell_would_mind_is_read(tmp_path: Path, name: str) -> None:
    assert list(files_of(store(tmp_path, zipped({name: "x"})))) == [name]


@pytest.mark.parametrize("name", ["a" * 300 + ".py", "/".join("a" * 40), "/".join(["b" * 200] * 8)])
def test_path_too_long_for_a_disk_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RefusedSubmission, match=r"whose path is too long"):
        files_of(store(tmp_path, zipped({name: "x"})))


def test_damaged_zip_is_one_sentence(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.py": "abc" * 5000, "b.py": "x"}))
    data[60:80] = bytes(20)
    with pytest.raises(RefusedSubmission, match=r"cannot be unpacked: .*Zip the folder again"):
        files_of(store(tmp_path, bytes(data)))
    with pytest.raises(RefusedSubmission, match=r"damaged, or did not arrive whole"):
        files_of(store(tmp_path, bytes(data[: len(data) // 2])))


def test_empty_zip_is_an_empty_submission(tmp_path: Path) -> None:
    assert files_of(store(tmp_path, zipped({}))) == {}


@pytest.mark.parametrize("suffix", [".tar.gz", ".rar", ".7z", ".zip", ".docx.pdf"])
def test_what_is_no_zip_is_one_sentence(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"hw{suffix}"
    path.write_bytes(b"\x1f\x8b" + bytes(100))
    with pytest.raises(RefusedSubmission, match=r"neither a folder nor a zip.* (zip it|again)"):
        files_of(path)


def test_mutated_zip_never_raises_anything_else(tmp_path: Path) -> None:
    files = {"m/__init__.py": "x = 1\n" * 50, "m/a.py": "y = 'ä'", "m/d.bin": bytes(5000)}
    good, rng = zipped(files), random.Random(5)
    path = tmp_path / "handed-in.zip"
    for _ in range(400):
        data = bytearray(good)
        for _ in range(rng.randint(1, 6)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        path.write_bytes(bytes(data[: rng.choice([len(data), rng.randrange(1, len(data))])]))
        with contextlib.suppress(UsageError), opened(path, bounds=Bounds(total_bytes=MB)):
            pass


@pytest.mark.skipif(sys.platform == "win32", reason="limits of Unix")
def test_full_disk_is_one_sentence_and_not_the_students_fault(tmp_path: Path) -> None:
    path = store(tmp_path, zipped({"a.bin": random.Random(1).randbytes(3 * MB)}))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MB, hard))
    try:
        with pytest.raises(Exception, match=r"cannot be written: .*Make room there") as caught:
            files_of(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not isinstance(caught.value, UsageError)

"""Sources as editors, shells and accidents leave them: mended in the copy, or left to speak."""

from __future__ import annotations

import codecs
import importlib.util
from pathlib import Path

import pytest

from autograder.intake.mend import mended

from .packing import files_of, notes_of, watched

TEXT = 'NAME = "Käse"\n\n\ndef name():\n    return NAME\n'
WINDOWS = 'NAME = "“Käse” €"\n'


def run(source: bytes, folder: Path) -> str:
    """What the source defines, imported as the worker would."""
    path = folder / "imported.py"
    path.write_bytes(source)
    spec = importlib.util.spec_from_file_location("imported", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.NAME


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (TEXT.encode(), "Käse"),
        (TEXT.encode("utf-8-sig"), "Käse"),
        (TEXT.replace("\n", "\r\n").encode(), "Käse"),
        (TEXT.replace("\n", "\r").encode(), "Käse"),
        (b"# -*- coding: latin-1 -*-\n" + TEXT.encode("latin-1"), "Käse"),
        (
            b"#!/usr/bin/env python\n# vim: set fileencoding=cp1252 :\n" + TEXT.encode("cp1252"),
            "Käse",
        ),
        ("# coding: gbk\nNAME = '中'\n".encode("gbk"), "中"),
        (b"NAME = ''", ""),
    ],
)
def test_what_python_reads_is_left_as_it_is(source: bytes, name: str, tmp_path: Path) -> None:
    assert mended(source) == (source, None)
    assert run(source, tmp_path) == name


@pytest.mark.parametrize(
    ("source", "name", "says"),
    [
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "Käse", "saved as UTF-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "Käse", "saved as UTF-16"),
        (TEXT.encode("utf-32"), "Käse", "saved as UTF-16"),
        (TEXT.encode("utf-16-le"), "Käse", "saved as UTF-16"),
        (TEXT.encode("utf-16-be"), "Käse", "saved as UTF-16"),
        (f"# coding: utf-16\r\n{TEXT}".encode("utf-16"), "Käse", "saved as UTF-16"),
        (TEXT.encode("latin-1"), "Käse", "not saved as UTF-8"),
        (WINDOWS.encode("cp1252"), "“Käse” €", "not saved as UTF-8"),
        (b"NAME = '\x81\xe4'\n", "\x81ä", "not saved as UTF-8"),
        (b"# coding: utf-8\n" + TEXT.encode("latin-1"), "Käse", "not saved as UTF-8"),
        (codecs.BOM_UTF8 + TEXT.encode("latin-1"), "Käse", "not saved as UTF-8"),
        (TEXT.encode() + bytes(4096), "Käse", "ended in NUL bytes"),
        (f"# coding: utf-16\n{TEXT}".encode(), "Käse", "names an encoding"),
        (f"# coding: wtf-8\n{TEXT}".encode(), "Käse", "names an encoding"),
    ],
)
def test_accident_is_mended_and_said(source: bytes, name: str, says: str, tmp_path: Path) -> None:
    text, kind = mended(source)
    assert kind is not None
    assert says in kind.one
    assert run(text, tmp_path) == name


@pytest.mark.parametrize(
    "source", [b"x = 1\0\ny = 2\n", bytes(100), b"\x7fELF\0\1\2", b"\xff\xfe\0"]
)
def test_what_is_no_text_is_left_for_the_import_to_speak(source: bytes, tmp_path: Path) -> None:
    text, kind = mended(source)
    assert text == source
    assert kind is not None
    assert "NUL bytes, so Python cannot read it" in kind.one
    with pytest.raises((SyntaxError, ValueError)):
        run(text, tmp_path)


@pytest.mark.parametrize(
    "head",
    [
        "# coding: {}\n",
        "#!python\n#{:>5000}coding={}\n",
        "\n# -*- coding: {} -*-\n",
        "#\r# coding: {}\r",
    ],
)
@pytest.mark.parametrize("encoding", ["punycode", "idna", "utf-7", "unicode_escape", "rot13", "hz"])
def test_encoding_that_hides_code_or_takes_hours_is_never_used(
    head: str, encoding: str, tmp_path: Path
) -> None:
    line = head.format(*(["", encoding] if head.count("{") == 2 else [encoding]))
    source = f"{line}NAME = 'plain'\n#".encode() + b"a-" * 50_000
    with watched(tmp_path) as used:
        text, kind = mended(source)
        assert kind is not None
        assert run(text, tmp_path) == "plain"
    assert used.seconds < 5


def test_copy_is_mended_and_the_original_is_not(tmp_path: Path) -> None:
    path = tmp_path / "hw" / "m" / "a.py"
    path.parent.mkdir(parents=True)
    path.write_bytes(TEXT.encode("utf-16"))
    assert files_of(tmp_path / "hw") == {"m/a.py": TEXT.encode()}
    assert path.read_bytes() == TEXT.encode("utf-16")
    assert notes_of(tmp_path / "hw").startswith("m/a.py is saved as UTF-16, which Python does not")


def test_only_python_sources_are_mended(tmp_path: Path) -> None:
    (tmp_path / "data.txt").write_bytes(TEXT.encode("utf-16"))
    assert files_of(tmp_path) == {"data.txt": TEXT.encode("utf-16")}

"""A package laid flat: what becomes a segment, in which order, and what is left out."""

from __future__ import annotations

import pytest

from autograder.errors import AuthoringError
from autograder.notebook.flat import flat

INIT = b"from .a import f\nfrom .b import g\nfrom .given import K\n"
PACKAGE = {
    "__init__.py": INIT,
    "a.py": b'"""First words."""\n\nfrom __future__ import annotations\n\nimport re\n\nfrom .b import g\n'
    b"from .given import K\n\n\ndef f():\n    return g(), K, re\n",
    "b.py": b"def g():\n    return 1\n\n\nAFTER = g()\n",
    "given.py": b"K = 3\n",
    "play.py": b"from .a import f as again\n\n\ndef show():\n    return again()\n\n\n"
    b'if __name__ == "__main__":\n    show()\n',
    "data.bin": b"\x88\xff",
}


def _segments(scripts: bool = False) -> list[tuple[str, str, str]]:
    laid = flat("m", PACKAGE, ["f", "g"], scripts=scripts)
    return [(each.file, each.task, each.text) for each in laid.segments]


def test_a_file_stands_after_those_that_it_uses() -> None:
    assert [(file, task) for file, task, _ in _segments()] == [
        ("b.py", "g"), ("b.py", ""), ("a.py", ""), ("a.py", "f"),
    ]  # fmt: skip


def test_imports_of_what_is_in_the_same_namespace_are_left_out() -> None:
    given = next(text for file, task, text in _segments() if (file, task) == ("a.py", ""))
    assert given == "import re\n\nfrom m.given import K"


def test_a_script_comes_last_without_what_it_does_as_a_program() -> None:
    file, task, text = _segments(scripts=True)[-1]
    assert (file, task) == ("play.py", "")
    assert text == "again = f\n\n\ndef show():\n    return again()"


def test_the_first_words_of_a_file_are_kept_apart() -> None:
    assert flat("m", PACKAGE, ["f", "g"]).about["a.py"] == "First words."


def test_one_name_with_two_meanings_is_refused() -> None:
    package = {**PACKAGE, "b.py": b"def g():\n    return 1\n\n\nX = 1\n"}
    package["a.py"] += b"\n\nX = 2\n"
    with pytest.raises(AuthoringError, match="both define X, each otherwise"):
        flat("m", package, ["f", "g"])

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.config.yaml_marks import read_yaml
from autograder.errors import SourceProblems


def write(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "x.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def faults(path: Path) -> list[str]:
    """What is wrong with the file, without its folder."""
    try:
        problems = read_yaml(path).problems
    except SourceProblems as error:
        problems = error.problems
    return [str(problem).removeprefix(f"{path.parent}/") for problem in problems]


def test_every_key_and_every_entry_has_its_line(tmp_path: Path) -> None:
    text = "# comment\na: 1\nb:\n  c: [x,\n      y]\n  d:\n    - {e: 2}\n"
    marked = read_yaml(write(tmp_path, text))
    assert marked.data == {"a": 1, "b": {"c": ["x", "y"], "d": [{"e": 2}]}}
    assert marked.lines == {
        (): 1,
        ("a",): 2,
        ("b",): 3,
        ("b", "c"): 4,
        ("b", "c", 0): 4,
        ("b", "c", 1): 5,
        ("b", "d"): 6,
        ("b", "d", 0): 7,
        ("b", "d", 0, "e"): 7,
    }


def test_a_path_that_is_not_there_has_the_line_of_what_is_around_it(tmp_path: Path) -> None:
    marked = read_yaml(write(tmp_path, "a: 1\nb:\n  c: 2\n"))
    assert marked.line(("b", "missing", 0)) == 2
    assert marked.line(("missing",)) == 1


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1", 1),
        ("-3", -3),
        ("2.5", 2.5),
        ("1.0e+2", 100.0),
        ("true", True),
        ("No", False),
        ("", None),
        ("~", None),
        ("text", "text"),
        ('"1"', "1"),
        ("'yes'", "yes"),
        ("2026-01-31", "2026-01-31"),
        ("=", "="),
        ("-.inf", float("-inf")),
        ("é", "é"),
    ],
)
def test_scalars_are_read_as_people_mean_them(tmp_path: Path, written: str, read: object) -> None:
    marked = read_yaml(write(tmp_path, f"key: {written}\n"))
    assert marked.data == {"key": read}
    assert marked.problems == ()


@pytest.mark.parametrize(
    "number", ["010", "1:30", "1_000", "0x1F", "0b1", "1_0.5", "1:30.5", "1" + "0" * 400]
)
def test_a_number_that_yaml_reads_in_a_surprising_way_is_refused(
    tmp_path: Path, number: str
) -> None:
    assert faults(write(tmp_path, f"a: 1\nb: {number}\n")) == [
        f"x.yaml:2: '{number}' is an unusual spelling of a number. "
        "Write it in plain decimal digits, or in quotes."
    ]


def test_a_key_that_stands_twice_names_both_lines(tmp_path: Path) -> None:
    assert faults(write(tmp_path, "a:\n  b: 1\n  c: 2\n  b: 3\n")) == [
        "x.yaml:4: the key 'b' stands twice, first on line 2. Keep one of the two."
    ]


@pytest.mark.parametrize("key", ["1", "on", "2.5", "~"])
def test_a_key_that_yaml_does_not_read_as_text_is_refused(tmp_path: Path, key: str) -> None:
    assert faults(write(tmp_path, f"a: 1\n{key}: 2\n")) == [
        f"x.yaml:2: the key {key} is not text. Put it in quotes or choose another word."
    ]


def test_a_list_as_key_is_refused(tmp_path: Path) -> None:
    assert faults(write(tmp_path, "a: 1\n[b, c]: 2\n")) == [
        "x.yaml:2: a key is a list or a mapping. Write one word before the colon."
    ]


def test_aliases_and_merge_keys_are_refused_each_on_its_line(tmp_path: Path) -> None:
    text = "a: &a {x: 1}\nb: *a\nc:\n  <<: *a\n*a : 1\n"
    assert faults(write(tmp_path, text)) == [
        "x.yaml:2: the alias *a is not supported here. Write the value out.",
        "x.yaml:4: the merge key << is not supported here. Write the keys out.",
        "x.yaml:5: the alias *a is not supported here. Write the value out.",
    ]


def test_an_alias_to_itself_ends(tmp_path: Path) -> None:
    assert faults(write(tmp_path, "a: &a\n  - *a\n")) == [
        "x.yaml:2: the alias *a is not supported here. Write the value out."
    ]


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        ("!!python/object/apply:os.getcwd []", "!!python/object/apply:os.getcwd"),
        ("!!python/tuple [1]", "!!python/tuple"),
        ("!!int '1'", "!!int"),
        ("!!set {b: }", "!!set"),
        ("!own 1", "!own"),
    ],
)
def test_tags_are_refused_and_never_run(tmp_path: Path, value: str, tag: str) -> None:
    assert faults(write(tmp_path, f"a: {value}\n")) == [
        f"x.yaml:1: the tag {tag} is not allowed here. Remove it and write the plain value."
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "a: 1\nb: c: 2\n",
            "x.yaml:2: this is not YAML: mapping values are not allowed here. "
            "Check indentation, colons and quotes on this line and the one above.",
        ),
        ("a:\n\tb: 1\n", "x.yaml:2: a tab stands where YAML wants spaces. Indent with spaces."),
        ("a: 1\nb: \x07\n", "x.yaml:2: a control character stands here. Remove it."),
        (b"a: 1\nb: \xff\n", "x.yaml:2: a byte here is not UTF-8. Save the file as UTF-8."),
        ("", "x.yaml:1: the file is empty. Write one 'key: value' per line."),
        ("- a\n", "x.yaml:1: the file is not a mapping. Write one 'key: value' per line."),
    ],
)
def test_what_is_not_yaml_says_the_line(tmp_path: Path, text: str | bytes, fault: str) -> None:
    assert faults(write(tmp_path, text)) == [fault]


def test_a_second_document_is_refused(tmp_path: Path) -> None:
    (fault,) = faults(write(tmp_path, "a: 1\n---\nb: 2\n"))
    assert fault.startswith("x.yaml:2: this is not YAML: ")


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert read_yaml(write(tmp_path, b"\xef\xbb\xbfa: 1\n")).data == {"a": 1}


def test_faults_do_not_hide_each_other(tmp_path: Path) -> None:
    assert len(faults(write(tmp_path, "a: 010\na: 1\n2: 3\nb: *c\n"))) == 4

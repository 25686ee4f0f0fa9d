"""Which part of a submission somebody depends on, told from its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.grade.code import code_of, read_code

BASE = {
    "__init__.py": b"from .a import f, g\nfrom .b import h\n__all__ = ['f', 'g', 'h']\n",
    "a.py": b"LIMIT = 3\n\n\ndef f(x):\n    return x + LIMIT\n\n\ndef g(x):\n    return f(x)\n",
    "b.py": b"from .a import g as twice\n\n\ndef h(x):\n    return twice(x)\n\n\ndef alone(x):\n    return x\n",
}
NAMES = ("f", "g", "h", "alone")


def changed_by(old: bytes, new: bytes, name: str = "a.py", base=BASE) -> set[str]:
    """Whose digest changes with a replacement in one file."""
    assert old in base[name], "the change must hit something"
    before, after = (
        code_of(base),
        code_of({**base, name: base[name].replace(old, new)}),
    )
    assert before.whole != after.whole
    return {each for each in NAMES if before.digest([each]) != after.digest([each])}


def with_line(line: str) -> dict[str, bytes]:
    return {**BASE, "b.py": BASE["b.py"] + line.encode()}


@pytest.mark.parametrize(
    ("old", "new", "who"),
    [
        (b"x + LIMIT", b"x - LIMIT", {"f", "g", "h"}),
        (b"return f(x)", b"return -f(x)", {"g", "h"}),
        (b"LIMIT = 3", b"LIMIT = 4", {"f", "g", "h"}),
        (b"\n\n\ndef g", b"\n\n# a remark\n\n\ndef g", set()),
        (b"LIMIT = 3", b"import math\n\nLIMIT = 3", {"f", "g", "h", "alone"}),
        (b"LIMIT = 3", b"print()\nLIMIT = 3", {"f", "g", "h", "alone"}),
        (b"def f(x)", b"@cached\ndef f(x)", {"f", "g", "h"}),
    ],
)
def test_a_change_is_one_for_those_who_reach_it(old, new, who):
    assert changed_by(old, new) == who


def test_what_a_renamed_import_stands_for_is_followed():
    assert changed_by(b"twice(x)\n", b"twice(x) + 1\n", "b.py") == {"h"}
    assert "h" in changed_by(b"return f(x)", b"return 0")


def test_what_runs_at_import_is_everybodys_with_all_that_it_calls():
    base = with_line("\n\nTABLE = alone(3)\n")
    assert changed_by(b"    return x\n", b"    return -x\n", "b.py", base) == set(NAMES)


@pytest.mark.parametrize(
    "line",
    [
        "\n\ndef k(name):\n    return globals()[name]\n",
        "\n\ndef k(name):\n    return eval(name)\n",
        "\n\ndef k(name):\n    import sys\n    return getattr(sys.modules[__name__], name)\n",
        "\n\nfrom . import a\n\n\ndef k(name):\n    return getattr(a, name)\n",
        "\n\ndef k(name):\n    global LAST\n    LAST = name\n",
        "\n\nimport importlib\n",
        "\n\n@alone\ndef k(x):\n    return x\n",
    ],
)
def test_where_names_are_found_at_run_time_everybody_depends_on_everything(line):
    assert changed_by(b"return f(x)", b"return -f(x)", base=with_line(line)) == set(NAMES)


def test_methods_of_objects_may_be_looked_up_by_name():
    line = "\n\ndef k(model, name):\n    model.eval()\n    return getattr(model, name)\n"
    assert changed_by(b"return f(x)", b"return -f(x)", base=with_line(line)) == {"g", "h"}


@pytest.mark.parametrize("broken", [b"def f(:\n", b"\0", b"(" * 300])
def test_a_file_that_is_no_python_counts_as_it_stands(broken):
    base = {**BASE, "c.py": broken}
    assert changed_by(broken, broken + b" ", "c.py", base) == set(NAMES)


def test_a_name_that_nobody_defines_is_no_fault():
    assert code_of(BASE).digest(["nobody"]) == code_of(BASE).digest([])


def test_data_files_count_and_tests_and_hidden_files_do_not(tmp_path: Path):
    for name, content in {
        **BASE,
        "rows.csv": b"1,2\n",
        "tests/test_x.py": b"1",
        ".note": b"1",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    before = read_code(tmp_path)
    (tmp_path / "tests" / "test_x.py").write_bytes(b"2")
    (tmp_path / ".note").write_bytes(b"2")
    assert read_code(tmp_path) == before
    (tmp_path / "rows.csv").write_bytes(b"1,3\n")
    assert read_code(tmp_path).digest(["alone"]) != before.digest(["alone"])

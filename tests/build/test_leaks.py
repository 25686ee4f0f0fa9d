"""Planted leaks are found, each kind of them, and a clean module has none."""

from __future__ import annotations

import pytest

from autograder.build.leaks import Builder, copied_statements, prove_no_flow
from autograder.build.products import Files, student_files
from autograder.config.models import ModuleConfig
from autograder.source import ModuleSource

from .conftest import SOFTMAX, Write


def copies(module: ModuleSource, config: ModuleConfig) -> list[str]:
    found = copied_statements(module, student_files(module, config))
    return [str(problem).removeprefix(f"{module.folder}/") for problem in found]


def test_a_clean_module_has_no_leak(module: ModuleSource, config: ModuleConfig) -> None:
    assert copies(module, config) == []
    assert prove_no_flow(module, config, b"recorded") == []


MESSAGE = (
    "softmax.py:{}: this statement of the solution also stands in released text, at {}. Change "
    "that text, or write `# LEAK OK: ` and a reason behind the statement."
)
HELPER = (
    "\n\ndef given(scores):\n    e = [math.exp(s - max(scores)) for s in scores]\n    return e\n"
)


def test_a_helper_with_the_same_statement(write: Write, config: ModuleConfig) -> None:
    # The helper's line in the stub: the stub is shorter than the source.
    assert copies(write({"softmax.py": SOFTMAX + HELPER}), config) == [
        MESSAGE.format(21, "softmax.py:23")
    ]


def test_an_exemption_with_a_reason(write: Write, config: ModuleConfig) -> None:
    line = "powers = [math.exp(score - max(x)) for score in x]"
    text = SOFTMAX.replace(line, line + "  # LEAK OK: the helper shows it", 1)
    assert copies(write({"softmax.py": text + HELPER}), config) == []


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        (
            "README.md",
            "a\n\n```python\nx = 1\nreturn [p / sum(q) for p in q]\n```\n",
            "README.md:5",
        ),
        ("README.md", "a\n```\nhm hm\ny = [p / sum(q) for p in q]\n```\n", "README.md:4"),
        ("README.md", "a\n\n>>> q = [1]\n>>> w = [p / sum(q) for p in q]\n", "README.md:4"),
        ("README.md", "Now take `[p / sum(q) for p in q]`.\n", "README.md:1"),
        ("README.md", "Now:\n\n    w = [p / sum(q) for p in q]\n", "README.md:3"),
        (
            "tests/probes.py",
            "def probe(q):\n    return [p / sum(q) for p in q]\n",
            "tests/probes.py:2",
        ),
        ("tests/test_public.py", "assert 1 == [p / sum(q) for p in q]\n", "tests/test_public.py:1"),
        ("tests/probes.py", '"""See\n\n>>> [p / sum(q) for p in q]\n"""\n', "tests/probes.py:3"),
        ("tests/probes.py", "# w = [p / sum(q) for p in q]\n", "tests/probes.py:1"),
        ("given.py", "X: list = [p / sum(q) for p in q]\n", "given.py:1"),
        ("notes.md", "`[p / sum(q) for p in q]`\n", "notes.md:1"),
    ],
)
def test_a_copy_is_found_wherever_it_stands(
    write: Write, config: ModuleConfig, name: str, text: str, place: str
) -> None:
    assert copies(write({name: text}), config) == [MESSAGE.format(22, place)]


def test_a_doctest_of_several_lines(write: Write, config: ModuleConfig) -> None:
    readme = "x\n>>> w = [p / sum(q)\n...      for p in q]\n"
    (line,) = copies(write({"README.md": readme}), config)
    assert line.startswith("softmax.py:22: ")


@pytest.mark.parametrize(
    "text",
    [
        "w = [p / max(q) for p in q]\n",
        "w = [p / sum(p) for p in q]\n",
        "w = [p / sum(q) for p in p]\n",
        "w = [2 / sum(q) for p in q]\n",
        "w = {p / sum(q) for p in q}\n",
    ],
)
def test_other_code_is_no_copy(write: Write, config: ModuleConfig, text: str) -> None:
    assert copies(write({"given.py": text}), config) == []


LOOP = '''def count(ids):
    """Count the pairs."""
    # BEGIN SOLUTION
    n = 0
    pairs = {}
    for pair in zip(ids, ids[1:]):
        if pair in pairs:
            pairs[pair] = pairs[pair] + n - len(ids)
        else:
            pairs[pair] = 1
    return pairs
    # END SOLUTION
'''


def test_small_statements_tell_nothing(write: Write, config: ModuleConfig) -> None:
    given = "def g(a):\n    b = {}\n    c = 0\n    b[a] = 1\n    return b\n"
    assert copies(write({"count.py": LOOP, "given.py": given}), config) == []


def test_a_statement_inside_a_loop(write: Write, config: ModuleConfig) -> None:
    given = "def g(a, b, c, d):\n    a[b] = a[b] + c - len(d)\n"
    assert copies(write({"count.py": LOOP, "given.py": given}), config) == [
        MESSAGE.format(8, "given.py:2").replace("softmax.py", "count.py")
    ]


def test_a_whole_loop_is_reported_once(write: Write, config: ModuleConfig) -> None:
    loop = "".join(LOOP.splitlines(keepends=True)[5:10]).replace("pair", "p").replace("ids", "xs")
    given = "def g(xs, ps, n):\n" + loop
    assert copies(write({"count.py": LOOP, "given.py": given}), config) == [
        MESSAGE.format(6, "given.py:2").replace("softmax.py", "count.py")
    ]


def test_an_exemption_on_the_head_of_a_loop_is_for_all_of_it(
    write: Write, config: ModuleConfig
) -> None:
    head = "for pair in zip(ids, ids[1:]):"
    text = LOOP.replace(head, head + "  # LEAK OK: given in the lecture")
    given = "def g(a, b, c, d):\n    a[b] = a[b] + c - len(d)\n"
    assert copies(write({"count.py": text, "given.py": given}), config) == []


def test_a_method_copied_under_another_name(write: Write, config: ModuleConfig) -> None:
    text = (
        'class A:\n    """An A."""\n\n    # BEGIN SOLUTION\n    def _helper(self, x: int) -> int:\n'
        '        """Help."""\n        return self.a + x\n    # END SOLUTION\n\n'
        '    def f(self):\n        """Do f."""\n        # BEGIN SOLUTION\n        return 1\n'
        "        # END SOLUTION\n"
    )
    given = "def other(me, number):\n    return me.a + number\n"
    assert copies(write({"a.py": text, "given.py": given}), config) == [
        MESSAGE.format(5, "given.py:1").replace("softmax.py", "a.py")
    ]


def test_a_one_line_solution_is_compared_too(write: Write, config: ModuleConfig) -> None:
    text = (
        'def f(q):\n    """Do."""\n    w = [p / sum(q) for p in q]  # SOLUTION\n'
        "    # BEGIN SOLUTION\n    return w\n    # END SOLUTION\n"
    )
    module = write({"f.py": text, "README.md": "`[p / sum(q) for p in q]`\n"})
    assert [line.split(": ")[0] for line in copies(module, config)] == ["f.py:3", "softmax.py:22"]


def leaking(secret: str) -> Builder:
    """A builder with a bug: the handout tells something that ``secret`` names."""

    def build(module: ModuleSource, config: ModuleConfig, recordings: bytes | None) -> Files:
        files = student_files(module, config, recordings)
        source = module.source_of("softmax")
        told: dict[str, object] = {
            "text": source.text,
            "length of the solution": source.regions[0].last - source.regions[0].first,
            "names of mistakes": [mistake.name for mistake in source.mistakes],
            "hidden tests": len(module.tests["test_hidden.py"]),
        }
        files["README.md"] += str(told[secret]).encode()
        return files

    return build


@pytest.mark.parametrize(
    "secret", ["text", "length of the solution", "names of mistakes", "hidden tests"]
)
def test_a_builder_that_lets_something_flow_out(
    module: ModuleSource, config: ModuleConfig, secret: str
) -> None:
    (problem,) = prove_no_flow(module, config, build=leaking(secret))
    assert problem.path == module.folder / "README.md"
    assert problem.line >= 9
    assert "changes with what the solution, the mistakes or the hidden tests say" in problem.what


def test_the_order_of_files_is_no_channel(write: Write, config: ModuleConfig) -> None:
    assert prove_no_flow(write({"z.py": LOOP, "a.py": LOOP.replace("count", "b")}), config) == []


def test_one_line_solutions_do_not_flow_out(write: Write, config: ModuleConfig) -> None:
    text = (
        'def f(q):\n    """Do."""\n    w: int = sum(q)  # SOLUTION\n'
        "    # BEGIN SOLUTION\n    return w\n    # END SOLUTION\n"
    )
    assert prove_no_flow(write({"f.py": text}), config) == []

"""The files of each release."""

from __future__ import annotations

import json
import random

import pytest

from autograder.build.products import solution_files, student_files, variant_files
from autograder.build.scramble import scramble
from autograder.config.models import ModuleConfig
from autograder.errors import UsageError
from autograder.source import ModuleSource

from .conftest import Write

STUDENT = [
    "README.md",
    "__init__.py",
    "softmax.py",
    "tests/__init__.py",
    "tests/grading.json",
    "tests/probes.py",
    "tests/test_public.py",
    "words.txt",
]


def test_students_get_stubs_and_public_tests(module: ModuleSource, config: ModuleConfig) -> None:
    files = student_files(module, config, None)
    assert list(files) == STUDENT
    assert b"NotImplementedError" in files["softmax.py"]
    assert files["words.txt"] == b"data\n"


def test_students_get_the_recordings(module: ModuleSource, config: ModuleConfig) -> None:
    files = student_files(module, config, b"{}\n")
    assert files["tests/recordings.json"] == b"{}\n"


def test_nothing_of_the_hidden_tests_ships(module: ModuleSource, config: ModuleConfig) -> None:
    text = b"".join(student_files(module, config, None).values())
    assert b"test_large_scores" not in text
    assert b"SECRET" not in text


def test_the_same_module_gives_the_same_bytes(module: ModuleSource, config: ModuleConfig) -> None:
    assert student_files(module, config, b"x") == student_files(module, config, b"x")


def test_line_ends_are_unix(write: Write, config: ModuleConfig) -> None:
    module = write({"README.md": "a\r\nb\r\n", "tests/probes.py": "x = 1\r\n"})
    assert b"\r" not in b"".join(student_files(module, config, None).values())


def test_a_missing_tests_init_is_added(write: Write, config: ModuleConfig) -> None:
    module = write({})
    (module.folder / "tests" / "__init__.py").unlink()
    assert student_files(write({}), config)["tests/__init__.py"] == b""


def test_the_handout_has_the_table_of_tasks(module: ModuleSource, config: ModuleConfig) -> None:
    assert student_files(module, config)["README.md"].decode() == (
        "# Softmax\n\n"
        "| Task | Public points | Hidden points | Builds on |\n"
        "|---|---:|---:|---|\n"
        "| `softmax` | 1 | 2 | - |\n"
        "| **Total: 3** | 1 | 2 | |\n\n"
        "Be careful.\n"
    )


def test_grading_alone_knows_public_checks_only(module: ModuleSource, config: ModuleConfig) -> None:
    text = student_files(module, config)["tests/grading.json"]
    assert json.loads(text) == {
        "schema": "autograder.grading/1",
        "module": "s01_softmax",
        "title": "Softmax",
        "release": 1,
        "changes": [],
        "libraries": [],
        "limits": {"check_seconds": 10.0, "module_seconds": 120.0, "memory_mb": 1024},
        "blocked_keeps": 0.0,
        "tasks": [
            {
                "name": "softmax",
                "uses": [],
                "forbidden": ["torch.softmax"],
                "hidden_points": 2.0,
                "checks": [{"name": "test_sums_to_one", "points": 1.0, "visibility": "visible"}],
            }
        ],
    }


def test_staff_get_the_clean_solution_and_all_tests(
    module: ModuleSource, config: ModuleConfig
) -> None:
    files = solution_files(module, config)
    assert {"tests/test_hidden.py", "tests/oracle.py"} < set(files)
    assert b"MISTAKE" not in files["softmax.py"]
    assert b"math.exp(score - max(x))" in files["softmax.py"]


def test_a_variant_is_a_package_without_tests(module: ModuleSource, config: ModuleConfig) -> None:
    files = variant_files(module, config, "softmax", "not-normalised")
    assert list(files) == [
        "__init__.py",
        "softmax.py",
        "tests/__init__.py",
        "tests/probes.py",
        "words.txt",
    ]
    assert files["softmax.py"].endswith(b"    return list(x)\n")


@pytest.mark.parametrize(
    ("task", "mistake", "message"),
    [
        ("softmaxx", "no-max", "s01_softmax has no task softmaxx. Name one of softmax."),
        ("softmax", "x", "softmax has no mistake x. It has these: no-max, not-normalised."),
    ],
)
def test_an_unknown_variant(
    module: ModuleSource, config: ModuleConfig, task: str, mistake: str, message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        variant_files(module, config, task, mistake)
    assert str(caught.value) == message


def test_a_scrambled_module_has_other_secrets(module: ModuleSource) -> None:
    other = scramble(module, random.Random(1))
    source, mixed = module.source_of("softmax"), other.source_of("softmax")
    assert source.regions[0].summary == mixed.regions[0].summary
    assert len(source.lines) != len(mixed.lines)
    assert "powers" not in mixed.text
    assert "exp(1000)" not in mixed.text
    assert "large_scores" not in other.tests["test_hidden.py"]
    assert other.tests["test_public.py"] == module.tests["test_public.py"]

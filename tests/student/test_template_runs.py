"""What the README of a student's repository quotes, and what its workflow sums up: from real gradings."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .editors import workspace

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "student_template"
README = (TEMPLATE / "README.md").read_text("utf-8")


WRONG = "    return ids\n"
SLIP = "    for position in range(len(idz)):\n        print(position)\n    return ids\n"


@pytest.fixture
def repository(tmp_path):
    """A student's repository with one module, in a path that is not easy."""
    return workspace(tmp_path / "Übung für Anfänger", "s05_bpe")


def write_merge(repository, body):
    path = repository / "assignments/s05_bpe/pairs.py"
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("    # TODO: Replace each occurrence")] + body, "utf-8")


def python(repository, *words):
    return subprocess.run(
        [sys.executable, *words],
        cwd=repository,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )


def quoted():
    """The blocks of the README that show what a program printed, in their order."""
    blocks = re.findall(r"^( *)```text\n(.*?)^\1```", README, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in blocks]


def test_the_list_of_the_readme_is_what_untouched_stubs_give(repository):
    assert python(repository, "-m", "autograder", "grade").stdout.startswith(quoted()[0])


def test_the_report_of_the_readme_is_what_the_program_prints(repository):
    assert f"`{WRONG.strip()}`" in README
    write_merge(repository, WRONG)
    done = python(repository, "-m", "autograder", "grade", "-m", "s05_bpe", "-t", "merge")
    assert done.stdout.startswith(quoted()[1])
    assert "Next: make grade M=s05_bpe T=merge" in done.stdout


def test_the_traceback_of_the_readme_is_what_python_prints(repository):
    write_merge(repository, SLIP)
    (script,) = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    (repository / "assignments/try_it.py").write_text(script, "utf-8")
    done = python(repository, str(repository / "assignments/try_it.py"))
    assert without_carets(done.stderr.replace(str(repository), "/home/ada/course")) == (
        without_carets(quoted()[2])
    )


def without_carets(text):
    """Versions of Python draw them in different ways."""
    return [line for line in text.splitlines() if set(line) - set(" ^~")]


def test_the_end_of_handing_in_is_what_the_program_prints(repository):
    write_merge(repository, WRONG)
    done = python(repository, "-m", "autograder", "submit", "-m", "s05_bpe")
    printed = done.stdout.replace(str(repository), "/home/ada/course")
    assert without_sizes(printed).endswith(without_sizes(quoted()[3]))


def without_sizes(text):
    return re.sub(r"[\d.]+ kB", "N kB", text)


def test_there_is_no_other_quoted_output():
    assert len(quoted()) == 4


# ---- the summary of the workflow


def summary(repository):
    python(repository, "-m", "autograder", "grade", "--json", "results.json")
    return python(repository, "grader/summary.py", "results.json")


def test_missing_points_do_not_fail_the_workflow(repository):
    done = summary(repository)
    assert done.returncode == 0
    assert "| s05_bpe | merge | 0 / 4 |" in done.stdout


def test_a_module_that_cannot_be_imported_fails_the_workflow(repository):
    write_merge(repository, "    return ids)\n")
    done = summary(repository)
    assert done.returncode == 1
    assert "s05_bpe cannot be imported: SyntaxError" in done.stderr

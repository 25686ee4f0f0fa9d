"""A student's repository in VS Code and in a container: what is found, run, listed and set up there."""

import os
import sys
from pathlib import Path

import jsonschema
import pytest

from ..tiny import ROOT, autograder
from .editors import (
    TEMPLATE,
    Problem,
    discovered,
    jsonc,
    problems,
    public_checks,
    setting,
    workspace,
)

MODULES = sorted(path.name for path in (ROOT / "assignments").iterdir() if path.is_dir())
CONTAINER = jsonc((TEMPLATE / ".devcontainer/devcontainer.json").read_text("utf-8"))
TASKS = {task["label"]: task for task in setting(TEMPLATE, "tasks.json")["tasks"]}
OURS = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
EVERYTHING, ONE = "grade everything", "grade the module of the open file"


@pytest.fixture
def home(tmp_path):
    """Two modules that need no PyTorch, in a path that is not easy."""
    return workspace(tmp_path / "Übung (1)", "s05_bpe", "n02_micrograd")


def write_merge(home, body):
    """A student's line above the stub of ``merge``; gives its place."""
    path = home / "assignments/s05_bpe/pairs.py"
    text = path.read_text("utf-8")
    at = text.index("    # TODO", text.index("def merge("))
    path.write_text(f"{text[:at]}    {body}\n{text[at:]}", "utf-8")
    return f"{path}:{text.count(chr(10), 0, at) + 1}"


# ---- comments in JSON


def test_a_comment_is_no_comment_inside_a_text():
    assert jsonc('{"a": "http://b", /* c, */ "d": "/* e */" // f "\n}') == {
        "a": "http://b",
        "d": "/* e */",
    }


@pytest.mark.parametrize("text", ['{"a": 1,}', '{"a": 1, "a": 2}', "{'a': 1}", '{"a": 1} {}'])
def test_what_json_has_not_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011  (json's own error is one)
        jsonc(text)


# ---- the Testing view


@pytest.mark.slow
def test_the_testing_view_shows_every_public_check_of_every_module(tmp_path):
    home = workspace(tmp_path / "Übung (1)", *MODULES)
    found, done = discovered(sys.executable, home, tmp_path, "--collect-only", env=OURS)
    assert done.returncode == 0, done.stdout
    assert sorted(check.name for check in found) == sorted(public_checks(home))
    assert len(found) > 20 * len(MODULES)


def test_each_check_stands_beside_its_own_line(home, tmp_path):
    found, _ = discovered(sys.executable, home, tmp_path, "--collect-only", env=OURS)
    assert found
    for check in found:
        assert check.line.startswith(("@task", f"def {check.name.partition('::')[2]}(")), check


@pytest.mark.slow
def test_a_module_that_cannot_be_read_hides_no_other(home, tmp_path):
    (home / "assignments/s05_bpe/train.py").write_text("def f(:\n", "utf-8")
    found, done = discovered(sys.executable, home, tmp_path, "-q", env=OURS)
    others = [name for name in public_checks(home) if "/n02_micrograd/" in name]
    assert sorted(check.name for check in found) == sorted(others)
    assert f"{len(others)} failed, 1 error" in done.stdout, "the others have run"


# ---- Run and Debug


def test_the_debugger_runs_one_check_and_stops_at_the_first_failure(home, tmp_path):
    launch = setting(home, "launch.json")
    (one,) = [each for each in launch["configurations"] if "${input:check}" in each.get("args", [])]
    named = [item["id"] for item in launch["inputs"]]
    assert named == ["check"]
    words = [word.replace("${input:check}", "merge_worked") for word in one["args"]]
    words.remove("assignments")  # the settings name it
    found, done = discovered(sys.executable, home, tmp_path, "-q", *words, env=OURS)
    assert [check.name.partition("::")[2] for check in found] == ["test_merge_worked_example"]
    assert "1 failed" in done.stdout


def test_what_cannot_be_started_is_not_offered():
    for each in setting(TEMPLATE, "launch.json")["configurations"]:
        startable = "module" in each or "program" in each
        assert startable != each.get("presentation", {}).get("hidden", False), each["name"]


# ---- tasks and the Problems view


def test_no_task_asks_how_its_output_is_to_be_read():
    assert all("problemMatcher" in task for task in TASKS.values())


def test_each_pattern_names_its_groups():
    """VS Code takes the third group for a column where a pattern outside of a list names none."""
    for task in TASKS.values():
        for matcher in task["problemMatcher"]:
            assert isinstance(matcher["pattern"], list)
            named = [name for pattern in matcher["pattern"] for name in pattern]
            assert {"message", "file", "line"} <= set(named)


def listed(home, label, *words, module="s05_bpe"):
    """The lines of the Problems view after a task of this label."""
    done = autograder("grade", *words, cwd=home)
    assert done.returncode == 0, done.stderr
    variables = {"workspaceFolder": str(home), "fileDirnameBasename": module}
    found = problems(TASKS[label], done.stdout, variables)
    for problem in found:
        assert Path(problem.place.rpartition(":")[0]).is_file(), problem
    return found


def test_what_is_still_to_write_is_listed_with_its_places(home):
    found = listed(home, EVERYTHING)
    (merge,) = [problem for problem in found if problem.message == "merge"]
    path, _, line = merge.place.rpartition(":")
    assert Path(path).read_text("utf-8").splitlines()[int(line) - 1].startswith("def merge(")
    assert {problem.severity for problem in found} == {"info"}
    assert {problem.place.split("/")[-2] for problem in found} == {"s05_bpe", "n02_micrograd"}


def test_the_lines_that_raised_are_listed_for_one_module(home):
    place = write_merge(home, "return idz")
    found = listed(home, ONE, "assignments/s05_bpe")
    raised = {problem for problem in found if problem.severity == "error"}
    assert raised == {Problem("error", place, "NameError: name 'idz' is not defined")}
    waiting = {problem.message for problem in found - raised}
    assert "pair_counts" in waiting
    assert "merge" not in waiting


def test_a_file_that_cannot_be_read_is_listed_with_its_line(home):
    path = home / "assignments/s05_bpe/train.py"
    path.write_text("x = 1\ndef f(:\n", "utf-8")
    found = listed(home, ONE, "assignments/s05_bpe")
    assert Problem("error", f"{path}:2", "SyntaxError: invalid syntax (train.py, line 2)") in found


@pytest.mark.slow
def test_where_a_line_does_not_tell_its_module_nothing_is_listed(home):
    """`pairs.py:47` in a report on several modules may be the file of any of them."""
    write_merge(home, "return idz")
    assert {problem.severity for problem in listed(home, EVERYTHING)} == {"info"}


def test_on_windows_one_module_is_graded_by_the_folder_of_the_open_file(home):
    """The handout, too, may be the open file: it is no file that can be graded."""
    words = TASKS[ONE]["windows"]["args"]
    assert words[:2] == ["-m", "autograder"]
    words = [word.replace("${relativeFileDirname}", "assignments/s05_bpe") for word in words[2:]]
    assert "s05_bpe  Byte-pair encoding" in autograder(*words, cwd=home).stdout


# ---- the container

SPECIFIED = {
    "type": "object",
    "required": ["image"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "image": {"type": "string"},
        "remoteUser": {"type": "string"},
        "postCreateCommand": {"type": "string"},
        "waitFor": {"enum": ["onCreateCommand", "updateContentCommand", "postCreateCommand"]},
        "forwardPorts": {"type": "array", "items": {"type": ["integer", "string"]}},
        "otherPortsAttributes": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "onAutoForward": {"enum": ["notify", "openBrowser", "silent", "ignore"]}
            },
        },
        "hostRequirements": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"memory": {"type": "string", "pattern": r"^\d+([tgmk]b)?$"}},
        },
        "customizations": {"type": "object"},
    },
}
"""The part of the specification of development containers that we use."""


def test_the_container_says_only_what_its_specification_knows():
    jsonschema.validate(CONTAINER, SPECIFIED)


def test_the_container_is_nobody_s_root_and_forwards_nothing():
    assert CONTAINER["remoteUser"] == "vscode"
    assert CONTAINER["forwardPorts"] == []
    assert CONTAINER["otherPortsAttributes"] == {"onAutoForward": "ignore"}


def test_the_container_opens_when_it_is_set_up():
    assert CONTAINER["waitFor"] == "postCreateCommand"


def test_the_container_has_the_extensions_that_are_recommended():
    there = CONTAINER["customizations"]["vscode"]["extensions"]
    assert there == setting(TEMPLATE, "extensions.json")["recommendations"]
    assert "ms-python.debugpy" in there, "launch.json starts it"

"""What surrounds the modules in a student's repository: it parses, it works, and it says what is true."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from autograder.cli.main import _COMMANDS, cli

from .editors import jsonc

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "student_template"
FILES = sorted(path for path in TEMPLATE.rglob("*") if path.is_file())
NAMES = [path.relative_to(TEMPLATE).as_posix() for path in FILES]
TEXTS = {name: path.read_text("utf-8") for name, path in zip(NAMES, FILES, strict=True)}
README, MAKEFILE = TEXTS["README.md"], TEXTS["Makefile"]
WORKFLOW = TEXTS[".github/workflows/check.yml"]

TARGETS = set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))
WORDS = ("COURSE_TITLE", "FIRST_MODULE", "FIRST_TASK", "SUBMIT_TO", "<!-- MODULES -->")
HOSTS = {
    "code.visualstudio.com",
    "docs.astral.sh",
    "proxy.example.org:8080",
    "www.python.org",
}
"""The only hosts that a student is sent to: none of them serves packages."""


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".json")])
def test_json_parses(name):
    assert jsonc(TEXTS[name])


def test_the_settings_of_pytest_let_modules_live_side_by_side():
    settings = tomllib.loads(TEXTS["pyproject.toml"])
    assert settings["tool"]["pytest"]["ini_options"]["addopts"] == "--import-mode=importlib"
    assert set(settings) == {"tool"}, "nothing here can be installed"


def test_the_workflow_reads_and_does_nothing_else():
    workflow = yaml.safe_load(WORKFLOW)
    assert workflow["permissions"] == {"contents": "read"}
    assert "secrets" not in re.sub(r"#.*", "", WORKFLOW)
    assert "push" in workflow[True]  # YAML reads the key `on` as true


@pytest.mark.parametrize("name", NAMES)
def test_no_host_but_known_ones_is_named(name):
    assert set(re.findall(r"https?://([^/\s)`\"]+)", TEXTS[name])) <= HOSTS
    assert "index-url" not in TEXTS[name]


@pytest.mark.parametrize("name", NAMES)
def test_only_the_readme_has_places_to_fill_in(name):
    found = [word for word in WORDS if word in TEXTS[name]]
    assert found == (list(WORDS) if name == "README.md" else [])


def test_the_table_of_modules_has_a_line_of_its_own():
    assert README.split("\n").count("<!-- MODULES -->") == README.count("<!-- MODULES -->") == 1


def test_the_licence_is_the_course_s_own():
    assert TEXTS["LICENSE"] == (ROOT / "LICENSE").read_text("utf-8")


# ---- commands


@pytest.mark.parametrize(
    "name", ["README.md", ".devcontainer/devcontainer.json", "grader/setup.sh"]
)
def test_every_make_command_is_a_target(name):
    named = re.findall(r"(?:`|\$ |\"|^    )make (?!is not)([a-z]+)\b", TEXTS[name], re.MULTILINE)
    assert named
    assert set(named) <= TARGETS


def test_every_target_is_in_the_readme():
    for target in TARGETS:
        assert f"`make {target}" in README, target


def test_every_task_of_vs_code_is_a_command():
    tasks = jsonc(TEXTS[".vscode/tasks.json"])["tasks"]
    for task in tasks:
        assert {each for each in task["args"] if "=" not in each} <= TARGETS
    assert tasks[0]["group"] == {"kind": "build", "isDefault": True}
    assert tasks[0]["args"] == ["grade"]
    on_windows = [task["windows"]["args"] for task in tasks if task["args"] != ["clean", "setup"]]
    assert {args[2] for args in on_windows} <= set(_COMMANDS)


def program_lines():
    """Calls of the program, wherever one is written: command and options."""
    text = "\n".join(
        TEXTS[name] for name in ("README.md", "Makefile", ".github/workflows/check.yml")
    )
    text = text.replace('$(if $(MODULE),--module "$(MODULE)")', "--module")
    text = text.replace('$(if $(T),--task "$(T)")', "--task")
    text = text.replace('$(if $(value FROM),--from "$$SOURCE")', "--from")
    return sorted(set(re.findall(r"-m autograder ([^`\n]+)", text)))


@pytest.mark.parametrize("line", program_lines())
def test_every_call_of_the_program_is_a_command_with_its_options(line):
    name, *words = line.split()
    if name.startswith("-"):
        return
    command = cli.get_command(None, name)
    known = {option for param in command.params for option in param.opts}
    assert {word for word in words if word.startswith("-")} <= known


def test_links_within_the_readme_lead_to_a_heading():
    headings = {
        re.sub(r"[^\w -]", "", title).lower().replace(" ", "-")
        for title in re.findall(r"^#+ (.*)$", README, re.MULTILINE)
    }
    for target in re.findall(r"\]\(#([^)]+)\)", README):
        assert target in headings


def test_the_makefile_uses_nothing_newer_than_make_3_81():
    assert not re.search(r"\.ONESHELL|!=|::=|\$\((file|guile|let|intcmp)\b|^private ", MAKEFILE)


# ---- git


def test_git_changes_no_byte_even_where_windows_asks_for_it(tmp_path):
    there, here = tmp_path / "there", tmp_path / "here"
    shutil.copytree(TEMPLATE, there)
    (there / "windows.txt").write_bytes(b"a\r\nb\r\n")
    commit = ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "all"]
    for words in (["init", "-q"], ["add", "-A"], commit):
        subprocess.run(["git", "-c", "core.autocrlf=true", *words], cwd=there, check=True)
    clone = ["git", "-c", "core.autocrlf=true", "clone", "-q", str(there), str(here)]
    subprocess.run(clone, check=True)
    for name in (*NAMES, "windows.txt"):
        assert (here / name).read_bytes() == (there / name).read_bytes(), name

"""The attacks bite: in a grader of one process, forgers get full marks and readers the secrets."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ..tiny import wait_until
from .attack import Attack, Naive
from .catalogue import ATTACKS
from .conftest import GetGround
from .ground import Ground, as_user
from .vault import HERE, SECRET

BITING = [attack for attack in ATTACKS if attack.naive is not Naive.NOTHING]
pytestmark = pytest.mark.slow
TASKS = ["double", "answer", "weights", "evens", "descend", "fast", "search", "floor_root"]
GRADER = Path(__file__).with_name("naive.py")
RIGHT = """
import json
from pathlib import Path

paths = json.loads(Path(__file__).with_name("where.json").read_text())["files"]
exec(Path(paths["reference"]).read_text())
"""
LATER = 0.3
"""Seconds until somebody reads the results: a platform does not do it at once."""


@pytest.mark.parametrize("attack", BITING, ids=lambda attack: attack.name)
def test_attack_bites_a_naive_grader(
    attack: Attack, get_ground: GetGround, everybodys_python: Path
) -> None:
    ground = get_ground("user")
    submission = ground.submission(attack.module, attack.text, attack.more)
    check = attack.naive_check or f"test_{attack.task}"
    assert attack.naive in graded_naively(ground, submission, everybodys_python, check)


@pytest.mark.parametrize("task", TASKS)
def test_naive_grader_tells_right_from_wrong(
    task: str, get_ground: GetGround, everybodys_python: Path
) -> None:
    ground = get_ground("user")
    for code, came in ((RIGHT, {Naive.FULL}), (f"def {task}(*_):\n    return '?'\n", set())):
        submission = ground.submission("v01_vault", code)
        ends = graded_naively(ground, submission, everybodys_python, f"test_{task}")
        assert ends - {Naive.READS} == came


def graded_naively(ground: Ground, submission: Path, python: Path, check: str) -> set[Naive]:
    """What a submission comes to, by the results or, where there are none, by the exit status."""
    folder = laid_out(ground, submission)
    done = subprocess.run(
        [python, GRADER, check],
        cwd=folder,
        env=environment(ground, folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=60,
        **as_user(ground.user),
    )
    wait_until(lambda: Naive.FULL in came_to(folder, done.returncode), LATER)
    notes = ground.vault.notes
    said = done.stdout.decode() + (notes.read_text() if notes.exists() else "")
    notes.unlink(missing_ok=True)
    return came_to(folder, done.returncode) | ({Naive.READS} if SECRET.search(said) else set())


def came_to(folder: Path, status: int) -> set[Naive]:
    """What stands in the results now."""
    results = folder / "results.json"
    if not results.exists():
        return {Naive.DIES if status else Naive.FULL}
    return {Naive.FULL} if json.loads(results.read_text() or "{}").get("score") else set()


def laid_out(ground: Ground, submission: Path) -> Path:
    """A copy of the submission with the hidden tests beside it."""
    folder = submission.parent / f"{submission.name}-naive"
    shutil.copytree(submission, folder)
    test = (HERE / "naive/test_naive.py").read_text("utf-8")
    (folder / "test_naive.py").write_text(ground.vault.filled(test), "utf-8")
    where = json.dumps({**ground.where, "results": str(folder / "results.json")})
    (folder / "v01_vault/where.json").write_text(where)
    if ground.user is not None:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, ground.user, ground.user)
    return folder


def environment(ground: Ground, folder: Path) -> dict[str, str]:
    """What a grader's process often has; plugins are looked for only where the submission has
    one.
    """
    plugins = {} if list(folder.glob("*.dist-info")) else {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return {
        "PATH": os.environ["PATH"],
        "REFERENCE": ground.vault.files["reference"],
        **ground.vault.environment,
        **plugins,
    }

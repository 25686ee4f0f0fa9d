"""The program itself, as staff run it: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path

import jsonschema
import pytest

from ..tiny import ROOT
from .attack import Attack
from .catalogue import ATTACKS
from .conftest import GetGround
from .ground import Ground, as_user
from .test_attacks import FIRST, SCHEMA, handed_in, odd_signs
from .vault import SECRET

pytestmark = pytest.mark.slow
NAMES = (
    "opens-secret-files",
    "prints-success-and-leaves",
    "hangs-at-import",
    "zip-that-climbs-out",
)
CHOSEN = [attack for attack in ATTACKS if attack.name in NAMES]


@pytest.mark.parametrize("attack", CHOSEN, ids=lambda attack: attack.name)
def test_program_tells_no_secret_and_ends_as_ever(
    attack: Attack, get_ground: GetGround, everybodys_python: Path
) -> None:
    ground = get_ground(FIRST)
    results = ground.vault.home / "by-the-program.json"
    started = time.monotonic()
    done = run(ground, everybodys_python, handed_in(attack, ground), results)
    assert time.monotonic() - started < attack.seconds + 15
    assert done.returncode == (2 if attack.refused else 0), done.stderr
    written = results.read_text("utf-8") if results.exists() else "[]"
    jsonschema.validate(json.loads(written), SCHEMA)
    said = done.stdout + done.stderr + written
    assert not SECRET.search(said)
    assert not odd_signs(said)
    assert "Traceback" not in said


def run(
    ground: Ground, python: Path, submission: Path, results: Path
) -> subprocess.CompletedProcess[str]:
    """`autograder grade`, in the course's folder."""
    results.unlink(missing_ok=True)
    program = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from autograder.cli import main; main()"
    )
    arguments = ["grade", submission, "--module", "v01_vault", "--json", results]
    return subprocess.run(
        [python, "-c", program, ROOT, *arguments],
        cwd=ground.vault.course,
        env={
            "PATH": os.environ["PATH"],
            "TMPDIR": str(ground.vault.home / "tmp"),
            "PYTHONIOENCODING": "utf-8",
            **ground.vault.environment,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        **as_user(ground.user),
    )

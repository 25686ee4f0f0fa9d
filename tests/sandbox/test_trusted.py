"""One's own code is run everywhere: nothing on its way needs what only Linux or Unix has."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ..tiny import ROOT

UNIX_ONLY = ("resource", "fcntl", "termios", "pwd", "grp")
LINUX_ONLY = ("kernel", "landlock", "seccomp", "bpf", "confine", "cells", "identity", "limits")
PARTS = (
    "autograder.sandbox.host",
    "autograder.sandbox.client",
    "autograder.sandbox.spawned",
    "autograder.sandbox.worker",
    "autograder.sandbox.workers",
    "autograder.sandbox.warm",
    "autograder.sandbox.layers",
    "autograder.grade.judge",
    "autograder.grade.runner",
    "autograder.cli.main",
    "autograder.cli.grade",
    "autograder.cli.doctor",
)
IMPORT = """
import importlib, sys
sys.path.insert(0, sys.argv[1])
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name in sys.argv[3].split(","):
            raise ImportError(f"{name} is not on every system")
for name in sys.argv[3].split(","):
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Refuse())
importlib.import_module(sys.argv[2])
"""


@pytest.mark.parametrize("part", PARTS)
def test_part_is_imported_without_what_other_systems_lack(part: str) -> None:
    refused = [*UNIX_ONLY, *(f"autograder.sandbox.{name}" for name in LINUX_ONLY)]
    done = subprocess.run(
        [sys.executable, "-c", IMPORT, str(ROOT), part, ",".join(refused)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr

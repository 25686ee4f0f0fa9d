"""The machines that foreign code is held on, as far as this one can be made like them."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.sandbox.landlock import abi

from ..tiny import ROOT

CONDITIONS = Path(__file__).with_name("conditions.py")
_LAYERS = """
import dataclasses, json, sys
sys.path.insert(0, sys.argv[1])
from autograder.sandbox.layers import machine_layers
layers = machine_layers()
print(json.dumps({**dataclasses.asdict(layers), "hold": layers.hold, "reason": layers.reason}))
"""


@dataclass(frozen=True)
class Machine:
    """How Python is started there, and what must be in force."""

    name: str
    python: tuple[str, ...]
    own_user: bool
    landlock: bool
    hold: bool = True

    @property
    def layers(self) -> set[str]:
        """The layers that the defences of an attempt are counted among."""
        optional = {"user": self.own_user, "landlock": self.landlock}
        return {"seccomp", "limits"} | {name for name, there in optional.items() if there}

    def found(self) -> dict[str, Any]:
        """What the grader finds out about itself there."""
        told: dict[str, Any] = json.loads(self.run("-I", "-c", _LAYERS, str(ROOT)).stdout)
        return told

    def run(self, *arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
        """Run Python there."""
        return subprocess.run(
            [*self.python, *arguments],
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


def like(
    python: Path,
    conditions: str,
    *,
    own_user: bool = False,
    landlock: bool = False,
    hold: bool = False,
) -> Machine:
    """This machine under the conditions of a weaker one."""
    command = (str(python), str(CONDITIONS), conditions, str(python))
    return Machine(conditions, command, own_user, landlock, hold)


def all_machines(python: Path, closed: Path | None) -> list[Machine]:
    """Those that can be had here: as root all of them, else the one that this is."""
    kernel = abi() > 0
    if os.geteuid():
        return [Machine("this", (str(python),), own_user=False, landlock=kernel, hold=kernel)]

    machines = [
        Machine("root", (str(python),), own_user=True, landlock=kernel),
        like(python, "docker", own_user=True, landlock=kernel, hold=True),
        like(python, "docker,old", own_user=True, hold=True),
        like(python, "user", landlock=kernel, hold=kernel),
        like(python, "old,user"),
    ]
    if closed is not None:
        command = (str(closed),)
        machines.append(Machine("closed", command, own_user=False, landlock=kernel, hold=kernel))
    return machines

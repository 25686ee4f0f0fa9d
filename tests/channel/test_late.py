"""numpy at its first use."""

from __future__ import annotations

import subprocess
import sys

from ..tiny import environment


def _says(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.strip()


def test_nothing_is_imported_before_it_is_used():
    code = "import sys; from autograder.late import np; print('numpy' in sys.modules)"
    assert _says(code) == "False"


def test_at_its_first_use_it_is_numpy_itself_with_its_late_parts():
    code = (
        "from autograder.late import np; random = np.random; import numpy; "
        "print(np.ndarray is numpy.ndarray, random is numpy.random, hasattr(np, 'no_such_name'))"
    )
    assert _says(code) == "True True False"


def test_the_program_needs_no_numpy_to_start():
    code = "import sys, autograder.cli.main, autograder.cli.targets, autograder.cli.grade; "
    code += (
        "print([name for name in ('numpy', 'torch', 'pydantic', 'yaml') if name in sys.modules])"
    )
    assert _says(code) == "[]"

"""``python -m autograder``."""

import os
import sys

# Python puts the working folder first; there a student's random.py would stand for Python's own.
if sys.path and sys.path[0] in ("", os.getcwd()):  # noqa: PTH109  (pathlib is one of those imports)
    del sys.path[0]

from autograder.cli import main

main()

"""``python -m autograder.gradescope grade`` and ``selftest``: what the image runs."""

from __future__ import annotations

import sys
from collections.abc import Callable

from autograder.errors import AutograderError
from autograder.gradescope.place import Place, place_here
from autograder.gradescope.run import grade
from autograder.gradescope.selftest import selftest

_COMMANDS: dict[str, Callable[[Place], int]] = {"grade": grade, "selftest": selftest}


def main() -> int:
    """Run the command that ``argv`` names; its exit status is 0 where it did its work."""
    name = sys.argv[1] if len(sys.argv) == 2 else ""
    if name not in _COMMANDS:
        sys.stderr.write(f"Name one of: {', '.join(_COMMANDS)}.\n")
        return 2
    try:
        return _COMMANDS[name](place_here())
    except AutograderError as error:
        sys.stdout.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())

"""The bare checks of a module on each package of a folder, in one warm process: the least that
grading can cost. Prints processor and wall seconds for one submission as JSON.

    python benchmarks/floor.py MODULE FOLDER [--public] [--cold]

With ``--cold`` what libraries import late, at their first use, is part of it.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from pathlib import Path

from bare import FILES, Bare


def main() -> int:
    """Run all checks on all packages."""
    module, folder = sys.argv[1], Path(sys.argv[2])
    bare = Bare(module, FILES[:1] if "--public" in sys.argv else FILES)

    def grade(place: Path) -> None:
        mine = bare.side(bare.package(place), place)
        for name in bare.checks:
            with contextlib.suppress(Exception):  # a check that fails is one that was run
                bare.check(name, mine)

    places = [path / module for path in sorted(folder.iterdir())]
    if "--cold" not in sys.argv:
        grade(places[0])
    cpu, wall = time.process_time(), time.monotonic()
    for place in places:
        grade(place)
    spent = (time.process_time() - cpu, time.monotonic() - wall)
    print(json.dumps([each / len(places) for each in spent]))
    return 0


if __name__ == "__main__":
    sys.exit(main())

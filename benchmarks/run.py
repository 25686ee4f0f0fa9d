"""What the autograder costs, as ratios measured in one run: `make bench`.

    python benchmarks/run.py [--quick] [--only PART ...] [--module M] [--cheap M] [--markdown FILE]

Parts: bulk (one more submission against the bare checks), others (cold pytest, gradescope-utils,
nbgrader, otter), student (a cold `autograder grade`), watch (from a save to its report), build
(each module), scale (a large class).
Other work on the machine moves the seconds; the ratios move less, and least those of CPU.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import building
import bulk
import others
import scale
import student
import watch
from common import CORES, COURSE, Class, Options, Table, make_class

from autograder.grade.making import read_authored

PARTS: dict[str, Callable[[Class, Path, Options], Table]] = {
    "bulk": bulk.table,
    "others": others.table,
    "student": student.table,
    "watch": watch.table,
    "build": building.table,
    "scale": scale.table,
}


def main() -> int:
    """Measure the wanted parts one after the other, and print each table when it stands."""
    wanted = _arguments()
    options = _options(wanted)
    lines = [_circumstances()]
    print(lines[0], end="\n\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        root = Path(scratch)
        authored = read_authored(COURSE, options.module)
        folder = make_class(authored, root / "class", options.submissions, options.wrong)
        its = Class(authored, folder, bulk.floor(options.module, folder))
        for name in wanted.only or PARTS:
            place = root / name
            place.mkdir()
            table = PARTS[name](its, place, options)
            print(table.text(), flush=True)
            lines.append(table.markdown())
    if wanted.markdown:
        wanted.markdown.write_text("\n\n".join(lines) + "\n", "utf-8")
    return 0


def _options(wanted: argparse.Namespace) -> Options:
    if wanted.quick:
        return Options(
            wanted.module, wanted.cheap, submissions=24, others=1, class_size=100, rounds=1
        )
    return Options(wanted.module, wanted.cheap, submissions=80, others=4, class_size=1000, rounds=5)


def _circumstances() -> str:
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    versions = f"Python {platform.python_version()}, {platform.system()} {platform.release()}"
    return f"{when}, {CORES} processors, load before {load}, {versions}."


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a few minutes: less of everything")
    parser.add_argument("--only", nargs="+", choices=list(PARTS), help="these parts only")
    parser.add_argument("--module", default="t01_attention", help="what is measured most")
    parser.add_argument(
        "--cheap", default="k02_task_framing", help="a quick one, for the large class"
    )
    parser.add_argument("--markdown", type=Path, help="write the tables to this file too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

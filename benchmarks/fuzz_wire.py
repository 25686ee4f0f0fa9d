"""Feeds the wire's decoder damaged and hostile messages, and measures what they cost.

    python benchmarks/fuzz_wire.py [--messages 200000] [--seed 1]

First `--messages` mutations of real encodings: bits flipped, bytes cut, removed, spliced and
repeated, counts and lengths replaced by huge ones, containers nested thousands deep, lies about the
dtype and the shape of arrays. Each must give a value or the decoder's own error, within its caps of
time and memory. Then the heaviest messages that the caps of the wire admit, up to 64 MB each.

Prints a line for each batch with a surprise, and at the end messages per second, how many were
values, the worst time and the worst growth of memory of one message, and the growth of the whole
process; then a table of the heavy messages. Time is CPU time of this thread, since the machine may
be busy; memory is what Python and numpy have allocated at the peak, beyond the message. Exit status
1 where anything but the decoder's own error was raised or a cap was passed. Takes some minutes,
most of them for the heavy messages under tracemalloc.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import random
import resource
import sys
import time
import tracemalloc
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from autograder.channel.frames import ProtocolError
from autograder.channel.reader import decode
from autograder.channel.wire import WireError
from autograder.sandbox.client import unpacked
from tests.survival.heavy import HEAVY
from tests.survival.mutations import Corpus, mutated

_MB = 2**20
_BATCH = 1000
SECONDS, HEAVY_SECONDS = 0.5, 6.0
"""CPU time for one mutated message (of at most 256 KB), and for one of 64 MB."""
GROWTH, HEAVY_GROWTH = 64, 384 * _MB
"""Bytes of memory for each byte of a mutated message, and for one of 64 MB in all."""
_LEAST = 64 * 1024
"""Growth of the smallest message that needs no reason: caches that are used for the first time."""


@dataclass
class Figures:
    """What was measured so far, and what went wrong."""

    messages: int = 0
    values: int = 0
    answers: int = 0
    seconds: float = 0.0
    slowest: tuple[float, int] = (0.0, 0)
    """Seconds, and bytes of the message."""
    largest: tuple[int, int] = (0, 0)
    """Growth, and bytes of the message."""
    broken: list[str] = field(default_factory=list)


def _read(data: bytes) -> str:
    """How a judge's reading of an answer ends; anything else that is raised is a fault."""
    try:
        answer = decode(data)
    except WireError:
        return "refused"
    try:
        unpacked(answer)
    except ProtocolError:
        return "value"
    return "answer"


def _timed(data: bytes, name: str, figures: Figures) -> None:
    started = time.thread_time()
    try:
        end = _read(data)
    except BaseException as error:
        figures.broken.append(f"{name}: raised {error!r}"[:300])
        return
    spent = time.thread_time() - started
    figures.values += end == "value"
    figures.answers += end == "answer"
    figures.seconds += spent
    figures.slowest = max(figures.slowest, (spent, len(data)))
    if spent > SECONDS:
        figures.broken.append(f"{name}: {spent:.2f} s for {len(data)} bytes")


def _weighed(data: bytes, name: str, figures: Figures) -> None:
    """The peak of one reading; tracemalloc must be on."""
    before, _ = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    try:
        _read(data)
    except BaseException:
        return  # it has been noted
    growth = tracemalloc.get_traced_memory()[1] - before
    figures.largest = max(figures.largest, (growth, len(data)))
    if growth > _LEAST + GROWTH * len(data):
        figures.broken.append(f"{name}: {growth:,} bytes for {len(data)} bytes")


def fuzz(count: int, seed: int) -> Figures:
    """Read ``count`` mutated messages twice: once against the clock and once against the scales."""
    corpus, figures = Corpus(random.Random(seed)), Figures()
    for first in range(0, count, _BATCH):
        names = [f"{seed}-{number}" for number in range(first, min(first + _BATCH, count))]
        batch = [mutated(corpus, random.Random(name)) for name in names]
        known = len(figures.broken)
        for data, name in zip(batch, names, strict=True):
            _timed(data, name, figures)
        tracemalloc.start()
        for data, name in zip(batch, names, strict=True):
            _weighed(data, name, figures)
        tracemalloc.stop()
        figures.messages += len(batch)
        for said in figures.broken[known:]:
            print(f"  {said}", flush=True)
    return figures


def _said(figures: Figures) -> str:
    (seconds, long), (growth, wide) = figures.slowest, figures.largest
    return (
        f"{figures.messages:,} mutated messages, {len(figures.broken)} with a surprise; "
        f"{figures.values:,} were values and {figures.answers:,} well-formed answers\n"
        f"{figures.messages / figures.seconds:,.0f} messages a second; the slowest took "
        f"{1000 * seconds:.1f} ms for {long:,} bytes (cap {1000 * SECONDS:.0f} ms)\n"
        f"the largest grew by {growth:,} bytes for {wide:,} (cap {_LEAST:,} and {GROWTH} for each)"
    )


def heavy(name: str) -> tuple[str, bool]:
    """One row of the table of heavy messages, and whether it keeps its caps."""
    data, end = HEAVY[name](), "value"
    gc.collect()
    started = time.thread_time()
    try:
        decode(data)
    except WireError as error:
        end = str(error)
    spent = time.thread_time() - started
    tracemalloc.start()
    with contextlib.suppress(WireError):
        decode(data)
    growth = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    row = f"{name:<26} {len(data) / _MB:>6.1f} MB {spent:>6.2f} s {growth / _MB:>5.0f} MB  {end}"
    return row, spent <= HEAVY_SECONDS and growth <= HEAVY_GROWTH


def main() -> int:
    """Run both parts; the exit status says whether all caps held."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--messages", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    fuzz(_BATCH, wanted.seed)  # first uses of libraries are none of the decoder's cost
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    figures = fuzz(wanted.messages, wanted.seed)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - resident) / 1024
    print(f"{_said(figures)}; the process grew by {grown:.0f} MB\n", flush=True)
    rows = [heavy(name) for name in HEAVY]
    print("\n".join(row if keeps else f"{row}  PAST ITS CAP" for row, keeps in rows))
    print(f"caps: {HEAVY_SECONDS:g} s and {HEAVY_GROWTH // _MB} MB")
    return 1 if figures.broken or not all(keeps for _, keeps in rows) else 0


if __name__ == "__main__":
    sys.exit(main())

"""The pytest plugin behind the fixtures ``student``, ``reference`` and ``rng``.

Under plain ``pytest`` everything runs in this one process, so that ``--pdb`` stops in the student's
own code. The judge registers a bench of its own (see `BENCH`), whose student is a worker process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from autograder.channel.implementation import Reference, Student
from autograder.channel.local import LocalTransport
from autograder.channel.packages import load_package, load_probes
from autograder.channel.recordings import CheckRecording, loads
from autograder.checks.authoring import TASK_MARK, probes_of
from autograder.checks.bench import Bench, seed_for
from autograder.checks.replay import ReplayTransport
from autograder.late import np

BENCH = pytest.StashKey[Callable[[pytest.Item], Bench]]()
"""Set by the judge in the config's stash: makes the bench of an item."""

SEED = pytest.StashKey[Callable[[pytest.Item], int]]()
"""Set by the judge in the config's stash: the seed of an item."""


@pytest.fixture
def _bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    bench = request.config.stash.get(BENCH, local_bench)(request.node)
    bench.begin(_seed(request))
    yield bench
    _demand_all_judged(request.node, bench)


@pytest.fixture
def student(_bench: Bench) -> Student:
    """The channel to the submission: ``student.sdpa(q, k, v)``."""
    return _bench.student


@pytest.fixture
def reference(_bench: Bench) -> Reference:
    """The same interface on the solution, or on its recorded answers."""
    return _bench.reference


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """A numpy generator seeded for this check."""
    return np.random.default_rng(_seed(request))


_OURS = frozenset({"student", "reference", "rng", "_bench", "request"})


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """In a judge, give a check that asks for the fixtures above and no others what they are:
    pytest's own way to them takes as long as a short check.
    """
    make = item.config.stash.get(BENCH, None)
    if make is None or not isinstance(item, pytest.Function) or not _plain(item):
        return (yield)
    bench, seed = make(item), item.config.stash[SEED](item)
    bench.begin(seed)
    values = {"student": bench.student, "reference": bench.reference, "_bench": bench}
    generator = {"rng": np.random.default_rng(seed)} if "rng" in item.fixturenames else {}
    item.funcargs.update({**values, **generator, "request": item._request})
    yield
    item.addfinalizer(partial(_demand_all_judged, item, bench))


def _plain(item: pytest.Function) -> bool:
    """Whether these fixtures are all that it needs, and its file has none of the same names."""
    return _OURS.issuperset(item.fixturenames) and _OURS.isdisjoint(vars(item.module))


def _demand_all_judged(item: pytest.Item, bench: Bench) -> None:
    if not getattr(item, "_autograder_failed", False):
        bench.student.demand_all_judged()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Remember that a check has failed: what it never came to judge is then no fault of it."""
    if call.when == "call":  # anew each time: an item may run for one submission after the other
        item._autograder_failed = call.excinfo is not None  # type: ignore[attr-defined]
    return (yield)


def _seed(request: pytest.FixtureRequest) -> int:
    return request.config.stash.get(SEED, _plain_seed)(request.node)


def _plain_seed(item: pytest.Item) -> int:
    return seed_for(item.path.parent.parent.name, item.name)


def local_bench(item: pytest.Item) -> Bench:
    """Both sides in this process: the package around the test folder, and its reference."""
    tests = item.path.parent
    folder = tests.parent
    package = load_package(folder.name, folder)
    probes = tests / "probes.py"
    module = load_probes(folder.name, probes.read_text("utf-8") if probes.exists() else "")
    known = probes_of(module) if module else {}
    mine, theirs = (LocalTransport(package, known, folder) for _ in range(2))
    student = Student(mine, _tasks(item))
    return Bench(student, _local_reference(item, theirs), (mine.seed, theirs.seed))


def _tasks(item: pytest.Item) -> frozenset[str]:
    module = getattr(item, "module", None)
    return frozenset(
        getattr(value, TASK_MARK) for value in vars(module).values() if hasattr(value, TASK_MARK)
    )


def _local_reference(item: pytest.Item, transport: LocalTransport) -> Reference:
    recorded: Path = item.path.parent / "recordings.json"
    if not recorded.exists() and not (item.path.parent / "grading.json").exists():
        return Reference(transport)  # an annotated source, never a student's release
    if not recorded.exists():
        return Reference(ReplayTransport(item.name, CheckRecording((), ())))
    recording = loads(recorded.read_bytes()).checks.get(item.name, CheckRecording((), ()))
    return Reference(ReplayTransport(item.name, recording))

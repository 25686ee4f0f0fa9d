"""A class graded through a real Dask scheduler by real worker processes, some of which are killed."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import UsageError
from autograder.grade.cluster import grade_on_cluster
from autograder.grade.files import write_files
from autograder.grade.plan import Course
from autograder.grade.queue import Queue

from ..attacks.catalogue import ATTACKS
from ..attacks.vault import SECRET, Vault
from ..tiny import ROOT, alive, autograder, command, copied, environment, wait_until
from .dask_cluster import Cluster, dask_cluster
from .test_bulk import MODULE, handed_in, package

pytestmark = pytest.mark.slow
_NAPS = b"\n\nimport time\n\n_fast = double\n\ndef double(x):\n    time.sleep(0.05)\n    return _fast(x)\n"
_FIELDS = "name, state, starts, score, max_score, problem, result"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return copied(tmp_path / "course")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with dask_cluster(tmp_path / "cluster") as started:
        yield started


def of_twelve(course: Course, folder: Path) -> Path:
    """A class of right, wrong, slow, hanging, damaged and odd submissions."""
    handed_in(course, folder)
    for number, more in enumerate((b"\n\nraise ValueError('no')\n", b"\n\nprint('hi')\n", _NAPS)):
        write_files(package(course, more), folder / f"more{number}" / MODULE)
    loop = folder / "loop" / MODULE
    write_files(package(course), loop)
    (loop / "link.py").symlink_to("/etc/hostname")
    (loop / "big.csv").write_bytes(b"0" * (51 * 2**20))
    write_files({"other.py": b"x = 1\n"}, folder / "another" / "a02_tensors")
    return folder


def slow_class(course: Course, folder: Path, count: int = 12) -> Path:
    """Right submissions that take some time each."""
    for number in range(count):
        write_files(package(course, _NAPS), folder / f"s{number:02}" / MODULE)
    return folder


def words(cluster: Cluster, folder: Path, journal: Path, *more: object) -> list[str]:
    common = ["bulk", str(folder), "-m", MODULE, "--journal", str(journal)]
    return [*common, "--scheduler", cluster.address, *map(str, more)]


def started(cluster: Cluster, course: Course, folder: Path, journal: Path) -> subprocess.Popen[str]:
    """A run in the background."""
    return subprocess.Popen(
        command(*words(cluster, folder, journal)),
        cwd=course.root,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def rows(journal: Path) -> dict[str, tuple[Any, ...]]:
    """All of a journal but times."""
    with sqlite3.connect(f"file:{journal}?mode=ro", uri=True) as database:
        found = database.execute(f"select {_FIELDS} from submissions").fetchall()
    return {row[0]: (*row[1:-1], without_seconds(row[-1])) for row in found}


def without_seconds(result: str) -> Any:
    return re.sub(r'"seconds": [0-9.e-]+', '"seconds": 0', result)


def ended(journal: Path) -> int:
    try:
        return sum(row[0] in {"GRADED", "FAULT", "REFUSED"} for row in rows(journal).values())
    except sqlite3.Error:
        return 0


def test_a_cluster_grades_as_one_machine_does_and_grades_nothing_twice(
    course: Course, cluster: Cluster, tmp_path: Path
) -> None:
    folder = of_twelve(course, tmp_path / "class")
    here, there = tmp_path / "here.sqlite", tmp_path / "there.sqlite"
    workers = [
        cluster.worker(threads=2),
        cluster.worker(env={"AUTOGRADER_SECRET": "another"}, nanny=True),
    ]
    done = autograder(*words(cluster, folder, there), cwd=course.root)
    assert done.returncode == 1, done.stderr
    local = autograder("bulk", folder, "-m", MODULE, "--journal", here, cwd=course.root)
    assert local.returncode == 1, local.stderr
    alike = {name: (row[0], *row[2:]) for name, row in rows(here).items()}
    assert {name: (row[0], *row[2:]) for name, row in rows(there).items()} == alike
    assert {row[0] for row in alike.values()} == {"GRADED", "REFUSED"}
    assert len(alike) == 12
    assert done.stdout.replace("there.sqlite", "here.sqlite") == local.stdout
    assert not [path for worker in workers for path in worker.courses]
    assert b"bytes" not in b"".join(path.read_bytes() for path in cluster.home.glob("log-*"))
    assert finished(cluster) == 11, "the damaged zip is refused before it is sent"
    cluster.stop()
    again = autograder(*words(cluster, folder, there), cwd=course.root)
    assert "12 of them graded before and unchanged" in again.stderr
    assert again.returncode == 1


def finished(cluster: Cluster) -> int:
    """How many gradings have ended on all workers, told by the scheduler."""
    from distributed import Client

    with Client(cluster.address, set_as_default=False) as client:
        log = client.run_on_scheduler(_transitions)
    return sum(end == "memory" for _, end in log)


def _transitions(dask_scheduler: Any) -> list[tuple[str, str]]:
    return [(each[0], each[2]) for each in dask_scheduler.transition_log if each[0][:6] == "grade-"]


def test_a_worker_that_is_killed_costs_only_what_ran_in_it(
    course: Course, cluster: Cluster, tmp_path: Path
) -> None:
    folder, journal = slow_class(course, tmp_path / "class"), tmp_path / "there.sqlite"
    victim, other = cluster.worker(), cluster.worker()
    running = started(cluster, course, folder, journal)
    assert wait_until(lambda: ended(journal) >= 3 and victim.submissions, 60), cluster.logs
    assert victim.courses
    theirs = victim.grading
    victim.kill()
    out, _ = running.communicate(timeout=120)
    assert running.returncode == 0, out
    assert "is gone: what it had goes to others" in out
    found = rows(journal)
    assert {row[0] for row in found.values()} == {"GRADED"}
    assert len({row[2] for row in found.values()}) == 1
    assert sum(row[1] for row in found.values()) == 1, "only one ran there: it has one thread"
    assert finished(cluster) <= 13
    assert wait_until(lambda: not victim.courses), "the tests stay on its disk"
    assert wait_until(lambda: not [pid for pid in theirs if alive(pid)])
    assert not other.courses


def test_what_takes_workers_down_again_and_again_waits_for_a_human(
    course: Course, cluster: Cluster, tmp_path: Path
) -> None:
    folder, journal = tmp_path / "class", tmp_path / "there.sqlite"
    write_files(package(course, b"\n\nimport time\n\ntime.sleep(600)\n"), folder / "bob" / MODULE)
    running = started(cluster, course, folder, journal)
    for _ in range(2):
        worker = cluster.worker()
        assert wait_until(lambda worker=worker: worker.submissions, 60), cluster.logs
        worker.kill()
    out, _ = running.communicate(timeout=60)
    assert running.returncode == 1, out
    state, starts, *_, problem, _ = rows(journal)["bob"]
    assert (state, starts) == ("FAULT", 2)
    assert "the machine that graded it was lost, 2 times" in problem


def test_a_run_that_is_killed_goes_on_where_it_was(
    course: Course, cluster: Cluster, tmp_path: Path
) -> None:
    folder, journal = slow_class(course, tmp_path / "class"), tmp_path / "there.sqlite"
    worker = cluster.worker(threads=2)
    lost: dict[str, Any] = {}
    for _ in range(2):
        running = started(cluster, course, folder, journal)
        more = len(lost) + 2
        assert wait_until(lambda more=more: ended(journal) >= more, 60), cluster.logs
        os.kill(running.pid, signal.SIGKILL)
        running.communicate()
        now = {name: row for name, row in rows(journal).items() if row[0] == "GRADED"}
        assert lost.items() <= now.items(), "what had ended was lost"
        lost = now
    done = autograder(*words(cluster, folder, journal), cwd=course.root)
    assert done.returncode == 0, done.stderr
    assert f"{len(lost)} of them graded before" in done.stderr
    found = rows(journal)
    assert lost.items() <= found.items()
    assert {row[:2] for row in found.values()} == {("GRADED", 0)}
    assert wait_until(lambda: not worker.courses), "what the killed runs left stays there"


def test_a_run_outlives_neither_its_scheduler_nor_loses_anything_with_it(
    course: Course, cluster: Cluster, tmp_path: Path
) -> None:
    folder, journal = slow_class(course, tmp_path / "class", 6), tmp_path / "there.sqlite"
    worker = cluster.worker()
    running = started(cluster, course, folder, journal)
    assert wait_until(lambda: ended(journal) >= 2, 60), cluster.logs
    cluster.started[0].send_signal(signal.SIGKILL)
    out, _ = running.communicate(timeout=90)
    assert running.returncode == 2, out
    assert "The Dask scheduler is gone. What had ended stands in the journal" in out
    assert "Traceback" not in out
    worker.kill()
    before = {name: row for name, row in rows(journal).items() if row[0] == "GRADED"}
    cluster.scheduler()
    again = started(cluster, course, folder, journal)
    assert again.stdout is not None
    said = [again.stdout.readline() for _ in range(2)]
    assert "There is no worker: waiting" in said[-1]
    cluster.worker()
    out, _ = again.communicate(timeout=90)
    assert again.returncode == 0, out
    assert before.items() <= rows(journal).items()


@pytest.fixture(params=["another text in one file", "no such part of it"])
def other_grader(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of a worker that has another grader."""
    place = tmp_path / "other"
    shutil.copytree(
        ROOT / "autograder", place / "autograder", ignore=shutil.ignore_patterns("__pycache__")
    )
    if request.param.startswith("no"):
        (place / "autograder/grade/cluster_machine.py").unlink()
    else:
        with (place / "autograder/errors.py").open("a") as file:
            file.write("# mended\n")
    return {"PYTHONPATH": str(place)}


def test_another_grader_is_not_used_and_the_others_are(
    course: Course, cluster: Cluster, tmp_path: Path, other_grader: dict[str, str]
) -> None:
    folder, journal = slow_class(course, tmp_path / "class", 2), tmp_path / "there.sqlite"
    odd = cluster.worker(env=other_grader)
    done = autograder(*words(cluster, folder, journal), cwd=course.root)
    assert done.returncode == 2, done.stderr
    assert "No worker can be used" in done.stderr
    assert "its grader is another one" in done.stderr or "no grader like" in done.stderr
    assert "Traceback" not in done.stderr
    assert not odd.courses
    cluster.worker()
    done = autograder(*words(cluster, folder, journal), cwd=course.root)
    assert done.returncode == 0, done.stderr
    assert "A worker is not used" in done.stderr
    assert {row[0] for row in rows(journal).values()} == {"GRADED"}


def test_a_machine_that_cannot_hold_strangers_code_is_not_used(
    course: Course, cluster: Cluster, tmp_path: Path
) -> None:
    folder, journal = slow_class(course, tmp_path / "class", 1), tmp_path / "there.sqlite"
    open_to_all = cluster.worker(env={"AUTOGRADER_START": "spawn"})
    done = autograder(*words(cluster, folder, journal), cwd=course.root)
    assert done.returncode == 2, done.stderr
    assert re.search(r"tcp://127\S+ on \S+: nothing holds a worker that is a new", done.stderr)
    assert "other people's submissions are not graded" in done.stderr
    assert not open_to_all.courses
    assert rows(journal)["s00"][:2] == ("WAITING", 0)


def test_hostile_code_cannot_read_the_tests_on_a_worker(cluster: Cluster, tmp_path: Path) -> None:
    """An attack of the catalogue that is told where the course lies on the worker's disk."""
    (attack,) = [each for each in ATTACKS if each.name == "opens-secret-files"]
    vault, folder = Vault(tmp_path), tmp_path / "class"
    folder.mkdir()
    tells = "\n\n_attack = answer\n\ndef answer(x):\n    raise RuntimeError(_attack(x))\n"
    slow = "\n\nimport time\n\ntime.sleep(0.4)\n"
    for name, code in (*((f"a{n}", slow) for n in range(3)), ("hostile", attack.text + tells)):
        made = vault.handed_in(attack.module, code, attack.more, {"files": {}})
        shutil.move(made, folder / name)
    worker, journal = cluster.worker(), tmp_path / "there.sqlite"
    arguments = ["bulk", folder, "-m", attack.module, "--scheduler", cluster.address]
    running = subprocess.Popen(
        command(*arguments, "--journal", journal),
        cwd=vault.course,
        env=environment({"AUTOGRADER_SECRET": vault.environment["AUTOGRADER_SECRET"]}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert wait_until(lambda: worker.submissions, 60), cluster.logs
    (course,) = worker.courses
    held = [path for path in course.rglob("*") if path.suffix in (".py", ".yaml")]
    files = {path.relative_to(course).as_posix(): str(path) for path in held}
    tests = f"course/solutions/{attack.module}/tests/test_hidden.py"
    assert SECRET.search(Path(files[tests]).read_text("utf-8"))
    assert "course/grading_configs/course.yaml" in files
    assert course.stat().st_mode & 0o777 == 0o700
    where = folder / "hostile" / attack.module / "where.json"
    where.write_text(json.dumps({"files": files, "notes": str(tmp_path / "notes")}))
    out, _ = running.communicate(timeout=120)
    assert running.returncode == 0, out
    row = rows(journal)["hostile"]
    assert row[0] == "GRADED"
    assert row[2] == rows(journal)["a0"][2], "the honest part of it earns what it earned"
    checks = {c["name"]: c for task in json.loads(row[-1])[0]["tasks"] for c in task["checks"]}
    told = checks["test_answer_is_text"]
    assert told["verdict"] == "ERROR"
    assert checks["test_answer_many"]["score"] == 0
    assert tests in told["message"]
    assert "EACCES" in told["message"]
    assert "done" not in told["message"]
    assert not SECRET.search(json.dumps(row) + out)


def test_without_a_worker_a_run_waits_a_while_and_then_says_so(
    course: Course, cluster: Cluster, tmp_path: Path
) -> None:
    queue, said = Queue(tmp_path / "there.sqlite", MODULE), list[str]()
    queue.enter({"alice": "1"})
    with pytest.raises(UsageError, match=r"no worker for 1 s\. Start some with `dask worker"):
        grade_on_cluster(
            course, MODULE, {"alice": tmp_path}, queue, cluster.address,
            hints=True, progress=lambda *_: None, say=said.append, patience=1.0,
        )  # fmt: skip
    assert said == ["There is no worker: waiting up to 1 s for one"]
    assert queue.take() == "alice"


def test_an_address_without_a_scheduler_is_named(course: Course, tmp_path: Path) -> None:
    folder = slow_class(course, tmp_path / "class", 1)
    for address, more in (("tcp://127.0.0.1:9", []), ("udp://there:1", []), ("x:1", ["-j", "2"])):
        done = autograder(
            "bulk", folder, "-m", MODULE, "--scheduler", address, *more, cwd=course.root
        )
        assert done.returncode == 2
        assert "no Dask scheduler answers there" in done.stderr or "Leave out one" in done.stderr
        assert done.stderr.count("\n") <= 2, done.stderr


def test_dask_is_loaded_for_a_cluster_alone_and_its_want_is_said(
    course: Course, tmp_path: Path
) -> None:
    folder = slow_class(course, tmp_path / "class", 1)
    run = "from autograder.cli import main; main()"
    without = f"import sys; sys.modules['distributed'] = None; {run}"
    arguments = ["bulk", str(folder), "-m", MODULE]
    for more, status, words_ in (
        (["--scheduler", "x:1"], 2, "pip install 'ml-course-autograder[cluster]'"),
        ([], 0, "1 graded"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", without, *arguments, *more],
            cwd=course.root, env=environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == status, done.stderr
        assert words_ in done.stdout + done.stderr

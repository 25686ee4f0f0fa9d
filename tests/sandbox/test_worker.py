"""The worker: what it answers, what it is held to, and how it ends."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from autograder.channel.outcome import CheckEnded, ImportEnded, Outcome, Raised, Unsendable, Value
from autograder.model import Verdict
from autograder.sandbox.client import WorkerClient
from autograder.sandbox.host import LauncherHost
from autograder.sandbox.workers import Bounds, ForkedWorkers, own_control

from ..conftest import Load
from ..tiny import alive, children, wait_until

MANY_MB = 2000


def call(client: WorkerClient, name: str, *args: Any) -> Outcome:
    """The outcome of one call."""
    return client("call", name, args, {})[0]


def ending(client: WorkerClient, name: str, *args: Any) -> CheckEnded:
    """How a check ends at a call that does not come back."""
    with pytest.raises(CheckEnded) as caught:
        call(client, name, *args)
    return caught.value


def pid_of(client: WorkerClient) -> int:
    """The number of the worker's process, asked of itself."""
    outcome = call(client, "pid")
    assert isinstance(outcome, Value)
    return int(outcome.value)


PID = "import os\n\ndef pid():\n    return os.getpid()\n\n"


def test_worker_answers_a_call_with_a_plain_value(load: Load) -> None:
    client = load("def add(a, *, b):\n    return {'sum': [a + b]}\n")
    outcome, prints = client("call", "add", (2,), {"b": 3})
    assert (outcome, prints) == (Value({"sum": [5]}), "")


def test_probe_runs_beside_the_students_code(load: Load) -> None:
    probes = "def twice(impl, x):\n    return [impl.f(x), impl.f(x)]\n"
    client = load("def f(x):\n    return x + 1\n", probes=probes)
    assert client("probe", "twice", (1,), {})[0] == Value([2, 2])


def test_exception_crosses_with_type_message_and_own_frames(load: Load) -> None:
    outcome = call(load("def f(x):\n    return 1 / x\n"), "f", 0)
    assert isinstance(outcome, Raised)
    assert outcome.types[:2] == ("ZeroDivisionError", "ArithmeticError")
    assert [str(frame) for frame in outcome.frames] == ["__init__.py:2 in f: return 1 / x"]


def test_same_seed_gives_the_same_chance(load: Load) -> None:
    client = load("import random\n\ndef draw():\n    return random.random()\n")
    draws = []
    for seed in (7, 7, 8):
        client.begin(seed)
        draws.append(call(client, "draw"))
    assert draws[0] == draws[1] != draws[2]


@pytest.mark.parametrize(
    "body", [f"[0] * ({MANY_MB} * 2**17)", f"bytearray({MANY_MB} * 2**20)", "list(range(10**8))"]
)
def test_memory_growth_of_plain_python_ends_as_memory(load: Load, body: str) -> None:
    end = ending(load(f"def f():\n    return len({body})\n"), "f")
    assert end.verdict is Verdict.MEMORY
    assert "more memory than this module allows" in end.message


@pytest.mark.parametrize(
    "body",
    [
        f"torch.zeros({MANY_MB}, 2**20, dtype=torch.uint8)",
        f"numpy.ones(({MANY_MB}, 2**20), dtype=numpy.uint8)",
        f"torch.ones(2**17).repeat({MANY_MB}, 2)",
    ],
)
def test_memory_growth_of_tensors_and_arrays_ends_as_memory(
    load: Load, torch_host: LauncherHost, body: str
) -> None:
    client = load(
        f"import numpy, torch\n\ndef f():\n    return {body}.sum().item()\n", host=torch_host
    )
    assert ending(client, "f").verdict is Verdict.MEMORY


def test_memory_is_counted_from_the_fork_so_torch_itself_is_free(
    load: Load, torch_host: LauncherHost
) -> None:
    code = "import torch\n\ndef f():\n    return torch.ones(50, 2**18).sum().item()\n"
    assert call(load(code, host=torch_host, memory_mb=128), "f") == Value(50 * 2.0**18)


def test_result_that_does_not_fit_on_its_way_back_costs_the_call_and_not_the_worker(
    load: Load,
) -> None:
    client = load(
        "def f():\n    return [bytes(30 * 2**20), bytes(30 * 2**20)]\n\ndef g():\n    return 1\n"
    )
    assert isinstance(call(client, "f"), Unsendable)
    assert call(client, "g") == Value(1)


def test_worker_goes_on_after_it_ran_out_of_memory(load: Load) -> None:
    client = load(
        f"def f():\n    return len([0] * ({MANY_MB} * 2**17))\n\ndef g():\n    return 1\n"
    )
    assert ending(client, "f").verdict is Verdict.MEMORY
    assert call(client, "g") == Value(1)


def test_trusted_worker_has_no_memory_limit(load: Load) -> None:
    client = load("def f():\n    return len(bytes(300 * 2**20))\n", held=False)
    assert call(client, "f") == Value(300 * 2**20)


@pytest.mark.parametrize(
    "body", ["while True: pass", "import time; time.sleep(60)", "list(iter(int, 1))"]
)
def test_endless_call_ends_at_the_deadline(load: Load, body: str) -> None:
    end = ending(load(f"def f():\n    {body}\n", seconds=0.5, memory_mb=1024), "f")
    assert end.verdict is Verdict.TIMEOUT
    assert "no answer within 0.5 s" in end.message


def test_deadline_is_of_the_check_and_not_of_each_call(load: Load) -> None:
    client = load("import time\n\ndef f():\n    time.sleep(0.2)\n    return 1\n", seconds=0.5)
    assert call(client, "f") == call(client, "f") == Value(1)
    assert ending(client, "f").verdict is Verdict.TIMEOUT


def test_next_check_has_its_whole_time_again(load: Load) -> None:
    client = load("import time\n\ndef f():\n    time.sleep(0.3)\n    return 1\n", seconds=0.5)
    for seed in range(3):
        client.begin(seed)
        assert call(client, "f") == Value(1)


CRASHES = {
    "exit": "import os; os._exit(0)",
    "signal": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "segfault": "import ctypes; ctypes.string_at(0)",
    "stack": "import sys; sys.setrecursionlimit(10**9); x = []\n    for _ in range(3 * 10**5): x = [x]\n    repr(x)",
    "interrupt": "raise KeyboardInterrupt",
}


@pytest.mark.parametrize("body", CRASHES.values(), ids=CRASHES.keys())
def test_dead_worker_ends_the_check_as_crashed(load: Load, body: str) -> None:
    end = ending(load(f"def f():\n    {body}\n"), "f")
    assert end.verdict is Verdict.CRASHED
    assert "died" in end.message


@pytest.mark.parametrize(
    ("body", "kind"),
    [("import sys; sys.exit(3)", "SystemExit"), ("return f()", "RecursionError")],
)
def test_exit_and_deep_recursion_are_exceptions(load: Load, body: str, kind: str) -> None:
    outcome = call(load(f"def f():\n    {body}\n"), "f")
    assert isinstance(outcome, Raised)
    assert outcome.types[0] == kind


def test_worker_that_died_is_replaced_by_a_fresh_one(load: Load) -> None:
    client = load(
        PID
        + "seen = []\n\ndef f():\n    os._exit(1)\n\ndef g():\n    seen.append(1)\n    return len(seen)\n"
    )
    assert call(client, "g") == Value(1)
    first = pid_of(client)
    assert ending(client, "f").verdict is Verdict.CRASHED
    client.begin(2)
    assert call(client, "g") == Value(1), "the new worker has loaded the package anew"
    assert pid_of(client) != first
    assert wait_until(lambda: not alive(first))


def test_worker_is_gone_when_its_client_closes(load: Load) -> None:
    client = load(PID)
    pid = pid_of(client)
    assert alive(pid)
    client.close()
    assert wait_until(lambda: not alive(pid))


@pytest.mark.parametrize("end", ["os._exit(0)", "return os.getpid()"])
def test_processes_that_student_code_forked_are_gone_too(
    load: Load, tmp_path: Path, end: str
) -> None:
    code = "import os, time\n\ndef f(path):\n    pid = os.fork()\n    if pid == 0:\n        time.sleep(60)\n    "
    client = load(f"{code}open(path, 'w').write(str(pid))\n    {end}\n", held=False)
    path = tmp_path / "forked"
    try:
        call(client, "f", str(path))
    except CheckEnded:
        client.begin(2)
    pid = int(path.read_text())
    client.close()
    assert wait_until(lambda: not alive(pid))


DAEMONS = """
import os, time

def f():
    reading, writing = os.pipe()
    for _ in range(20):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.write(writing, f"{os.getpid()} ".encode())
                time.sleep(60)
            os._exit(0)
        os.wait()
    told = b""
    while told.count(b" ") < 20:
        told += os.read(reading, 4096)
    return [int(pid) for pid in told.split()]
"""


def test_daemons_of_ones_own_code_are_gone_too(load: Load) -> None:
    """They left the process group; as orphans they are the launcher's."""
    client = load(DAEMONS, held=False)
    outcome = call(client, "f")
    assert isinstance(outcome, Value)
    assert all(map(alive, outcome.value))
    client.close()
    assert wait_until(lambda: not any(map(alive, outcome.value)))


def test_package_that_cannot_be_imported_ends_every_check_alike(load: Load) -> None:
    client = load("import os\n\nx = 1 / 0\n")
    for _ in range(2):
        end = ending(client, "f")
        assert isinstance(end, ImportEnded)
        assert (end.verdict, end.exception) == (Verdict.ERROR, "ZeroDivisionError")
        assert "work cannot be imported: ZeroDivisionError" in end.message
        assert "__init__.py:3" in end.message


def test_package_that_hangs_at_import_ends_at_the_deadline(load: Load) -> None:
    end = ending(load("while True:\n    pass\n", seconds=0.5), "f")
    assert isinstance(end, ImportEnded)
    assert end.verdict is Verdict.TIMEOUT
    assert end.message.startswith("importing work:")


def test_second_import_cannot_carry_out_what_the_first_worker_saw(
    load: Load, tmp_path: Any
) -> None:
    kept = tmp_path / "kept"
    code = f"""
import os
kept = {str(kept)!r}
if os.path.exists(kept):
    raise ValueError(open(kept).read())

def f(x):
    with open(kept, "w") as file:
        file.write(x)
    os._exit(1)
"""
    client = load(code, held=False)  # only there can it write at all
    assert ending(client, "f", "the hidden input").verdict is Verdict.CRASHED
    assert not isinstance(ending(client, "f", ""), ImportEnded)


def test_worker_has_only_its_socket_open_besides_the_standard_three(load: Load) -> None:
    code = "import os\n\ndef f():\n    return {int(n): os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd') if os.path.lexists(f'/proc/self/fd/{n}')}\n"
    outcome = call(load(code), "f")
    assert isinstance(outcome, Value)
    kinds = sorted(path.split(":")[0] for path in outcome.value.values())
    assert kinds == ["/dev/null"] * 3 + ["socket"]


def test_worker_has_an_empty_environment_and_no_arguments(load: Load) -> None:
    client = load("import os, sys\n\ndef f():\n    return [dict(os.environ), sys.argv[1:]]\n")
    assert call(client, "f") == Value([{}, []])


def test_worker_has_no_test_and_no_reference_in_memory(load: Load) -> None:
    probes = "from autograder.checks import probe\n\n@probe\ndef g(impl):\n    return 1\n"
    client = load("import sys\n\ndef f():\n    return sorted(sys.modules)\n", probes=probes)
    outcome = call(client, "f")
    assert isinstance(outcome, Value)
    forbidden = ("pytest", "_pytest", "autograder.grade", "autograder.build", "autograder.source")
    assert not [name for name in outcome.value if name.startswith(forbidden)]
    assert not [name for name in outcome.value if "test_hidden" in name or "test_public" in name]


def test_prints_come_back_with_the_call_that_printed(load: Load) -> None:
    client = load("import sys\n\ndef f(x):\n    print(x)\n    print('!', file=sys.stderr)\n")
    assert client("call", "f", ("one",), {})[1] == "one\n!\n"
    assert client("call", "f", ("two",), {})[1] == "two\n!\n"


def test_prints_are_kept_short(load: Load) -> None:
    client = load("def f():\n    for i in range(100_000):\n        print('line', i)\n")
    prints = client("call", "f", (), {})[1]
    assert len(prints) < 2200
    assert prints.startswith("[1,")
    assert prints.endswith("line 99999\n")


def test_prints_and_messages_lose_control_characters_and_half_signs(load: Load) -> None:
    client = load(
        "def f():\n    print('\\x1b[31mred\\ud800')\n    raise ValueError('\\x1b[2J\\udfff')\n"
    )
    outcome, prints = client("call", "f", (), {})
    assert isinstance(outcome, Raised)
    for text in (prints, outcome.message):
        assert "\x1b" not in text
        text.encode("utf-8")


def test_reading_from_the_keyboard_finds_nothing(load: Load) -> None:
    outcome = call(load("def f():\n    return input()\n"), "f")
    assert isinstance(outcome, Raised)
    assert outcome.types[0] == "EOFError"


def test_worker_is_killed_with_the_launcher() -> None:
    host = LauncherHost(())
    with own_control(host._sock) as control:
        worker = ForkedWorkers(control, Bounds(128, 60, held=False)).start("")
        (pid,) = children(host._process.pid)
        os.kill(host._process.pid, signal.SIGKILL)
        assert wait_until(lambda: not alive(pid))
    worker.connection.close()
    host.close()

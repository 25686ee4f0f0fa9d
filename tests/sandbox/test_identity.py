"""Users of their own for workers: nobody else's, and everything of theirs can be ended at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from autograder.sandbox import capabilities, identity
from autograder.sandbox.identity import Pool

from ..tiny import ROOT, alive, wait_until

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can change its user")

DAEMON = """
import os, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in (1, 2, 15):
            __import__("signal").signal(number, __import__("signal").SIG_IGN)
        print(os.getpid(), flush=True)
        os.closerange(0, 3)  # or whoever reads them would wait for us
        time.sleep(60)
    os._exit(0)
os.wait()
"""


def as_user(number: int, code: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` as a worker's user would."""
    start = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
    start += f"from autograder.sandbox import identity; identity.become({number})\n"
    return subprocess.run(
        [sys.executable, "-c", start + code], capture_output=True, text=True, check=False
    )


def test_user_is_changed_for_good_and_no_power_is_kept() -> None:
    pool = Pool()
    number = pool.take()
    code = """
import os
print(os.getresuid(), os.getresgid(), os.getgroups())
for change in (lambda: os.setuid(0), lambda: os.setgroups([0]), lambda: os.setgid(0)):
    try:
        change()
    except PermissionError:
        print("refused")
"""
    done = as_user(number, code)
    assert done.stdout.startswith(f"{(number,) * 3} {(number,) * 3} []\n")
    assert done.stdout.count("refused") == 3
    pool.close()


def test_daemons_that_left_their_group_are_ended_by_their_user() -> None:
    pool = Pool()
    number = pool.take()
    daemons = [int(as_user(number, DAEMON).stdout) for _ in range(20)]
    assert all(map(alive, daemons))
    pool.give_back(number)
    assert wait_until(lambda: not any(map(alive, daemons)))
    pool.close()


def test_ending_a_user_ends_nobody_else() -> None:
    pool = Pool()
    one, other = pool.take(), pool.take()
    mine = subprocess.Popen(["sleep", "60"])
    (daemon,) = [int(as_user(other, DAEMON).stdout)]
    identity.end_all(one)
    time.sleep(0.1)
    assert mine.poll() is None
    assert alive(daemon)
    assert os.getresuid() == (0, 0, 0)
    assert capabilities.effective()
    mine.kill()
    mine.wait()
    pool.give_back(other)
    pool.close()


def test_number_is_given_to_one_at_a_time() -> None:
    one, other = Pool(), Pool()
    taken = [pool.take() for pool in (one, other) * 5]
    assert len(set(taken)) == 10
    assert set(taken) <= set(identity.NUMBERS)
    one.close()
    other.close()


def test_number_that_came_back_is_given_again() -> None:
    pool = Pool()
    number = pool.take()
    pool.give_back(number)
    assert pool.take() == number
    pool.close()


def test_number_under_which_something_runs_is_not_given() -> None:
    """A process that is not collected yet counts: its number would be one with the next one's."""
    pool = Pool()
    number = pool.take()
    pid = os.fork()
    if pid == 0:
        identity.become(number)
        os._exit(0)
    assert wait_until(lambda: not alive(pid))
    pool.give_back(number)
    assert identity.in_use(number)
    assert pool.take() != number
    os.waitpid(pid, 0)
    assert pool.take() == number
    pool.close()


def test_worker_cannot_signal_whoever_ends_its_user() -> None:
    """While the launcher acts as a user, processes of that user must not reach it."""
    pool = Pool()
    number = pool.take()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        parent = os.getppid()
        identity.become(number)
        os.write(writing, b".")
        reached = 0
        until = time.monotonic() + 0.3
        while time.monotonic() < until:
            try:
                os.kill(parent, 0)
                reached = 1
            except PermissionError:
                continue
        os._exit(reached)
    os.read(reading, 1)
    until = time.monotonic() + 0.4
    while time.monotonic() < until:
        with identity._acting_as(number):
            time.sleep(0.0005)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    for descriptor in (reading, writing):
        os.close(descriptor)
    pool.close()


def test_powers_that_stay_are_an_error_and_not_a_massacre() -> None:
    """Where root keeps its powers as another user, ``kill(-1)`` would reach every process."""
    code = """
import sys; sys.path.insert(0, sys.argv[1])
from autograder.sandbox import identity
from autograder.sandbox.kernel import prctl
prctl(28, 4)  # PR_SET_SECUREBITS: SECBIT_NO_SETUID_FIXUP
try:
    identity.end_all(identity.NUMBERS[0])
except PermissionError as error:
    print(error)
"""
    victim = subprocess.Popen(["sleep", "60"])
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT)], capture_output=True, text=True, check=False
    )
    assert "keeps root's powers" in done.stdout
    assert victim.poll() is None
    victim.send_signal(signal.SIGKILL)
    victim.wait()

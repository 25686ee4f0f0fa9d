"""The filter of system calls, followed instruction by instruction for every architecture."""

from __future__ import annotations

import errno
import os
import re
import struct
import subprocess
from pathlib import Path

import pytest

from autograder.sandbox import bpf, seccomp
from autograder.sandbox.seccomp import Architecture

MACHINES = ("x86_64", "aarch64")
SELF, OTHER = 4321, 1
DENIED, ABSENT = bpf.fail(errno.EPERM), bpf.fail(errno.ENOSYS)
HEADERS = Path("/usr/include")


def machine(name: str) -> Architecture:
    found = seccomp.architecture(name)
    assert found is not None
    return found


def run(program: bytes, data: bytes) -> int:
    """What the kernel's interpreter would answer to one call."""
    value, at = 0, 0
    while True:
        code, when_true, when_false, operand = struct.unpack_from("=HBBI", program, 8 * at)
        at += 1
        if code == 0x20:
            (value,) = struct.unpack_from("=I", data, operand)
        elif code == 0x06:
            return int(operand)
        else:
            holds = {
                0x15: value == operand,
                0x25: value > operand,
                0x35: value >= operand,
                0x45: bool(value & operand),
            }[code]
            at += when_true if holds else when_false


def answer(name: str, call: str | int, *args: int, writes: bool = False, token: int = 0) -> int:
    """What the filter of machine ``name`` answers, for a process with the number `SELF`."""
    here = machine(name)
    made = seccomp.new_filter(here, writes=writes)
    program = bytearray(made.program)
    for place in made.own_pid_at:
        struct.pack_into("=I", program, place, SELF)
    number = here.numbers[call] if isinstance(call, str) else call
    padded = [*(arg % 2**64 for arg in args), *[0] * (6 - len(args))]
    data = struct.pack("=IIQ6Q", number, token or here.token, 0, *padded)
    return run(bytes(program), data)


pytestmark = pytest.mark.parametrize("name", MACHINES)


def test_every_listed_call_is_allowed_and_no_other(name: str) -> None:
    here = machine(name)
    judged = {*seccomp._OPENS, *seccomp._SIGNALS, *seccomp._CHOICES, "clone"}
    for call in here.numbers.keys() - judged:
        expected = bpf.ALLOW if call in seccomp._ALLOWED.split() else DENIED
        if call in seccomp._ABSENT.split():
            expected = ABSENT
        assert answer(name, call) == expected, call


def test_list_has_no_misspelt_call(name: str) -> None:
    known = machine("x86_64").numbers.keys() | machine(name).numbers.keys()
    named = f"{seccomp._ALLOWED} {seccomp._ABSENT} {seccomp._IN_A_WRITABLE_FOLDER}".split()
    assert not set(named) - known
    assert len(named) == len(set(named))


FORBIDDEN = """
execve execveat fork vfork ptrace process_vm_readv process_vm_writev socket connect bind listen
accept accept4 sendmsg recvmsg sendmmsg setsockopt mount umount2 pivot_root chroot
unshare setns keyctl add_key request_key io_uring_setup io_uring_enter bpf userfaultfd
perf_event_open memfd_create memfd_secret shmget shmat msgget semget mq_open inotify_init1
fanotify_init setuid setgid setgroups setresuid setresgid capset chmod fchmod fchmodat chown
fchown mkdir mkdirat rmdir link linkat symlink symlinkat mknod mknodat rename renameat unlink
unlinkat truncate kexec_load init_module finit_module reboot swapon quotactl personality
name_to_handle_at open_by_handle_at pidfd_open pidfd_getfd pidfd_send_signal kcmp
process_madvise tkill rt_sigqueueinfo sched_setaffinity setpriority seccomp landlock_create_ruleset
landlock_restrict_self vmsplice splice tee flock fallocate modify_ldt iopl ioperm syslog
"""


@pytest.mark.parametrize("call", FORBIDDEN.split())
def test_dangerous_call_is_denied(name: str, call: str) -> None:
    if call not in machine(name).numbers:
        pytest.skip("this architecture has no such call")
    assert answer(name, call) == DENIED


def test_other_architectures_calls_kill(name: str) -> None:
    (other,) = {machine(each).token for each in MACHINES} - {machine(name).token}
    for token in (other, 0x40000003):  # and 32-bit x86
        assert answer(name, "read", token=token) == bpf.KILL


def test_calls_of_the_half_wide_interface_kill(name: str) -> None:
    assert answer(name, 0x40000000 + machine(name).numbers["read"]) == bpf.KILL
    assert answer(name, 2**32 - 1) == bpf.KILL


def test_call_that_is_newer_than_the_table_is_absent(name: str) -> None:
    last = max(machine(name).numbers.values())
    assert {answer(name, number) for number in (last + 1, last + 500)} == {ABSENT}


@pytest.mark.parametrize(
    "flags", [os.O_WRONLY, os.O_RDWR, 3, os.O_CREAT, os.O_TRUNC, os.O_TMPFILE, os.O_WRONLY | 2**40]
)
def test_files_are_opened_for_writing_only_where_the_module_allows_it(
    name: str, flags: int
) -> None:
    assert answer(name, "openat", -100, 1, flags) == DENIED
    assert answer(name, "openat", -100, 1, flags, writes=True) == bpf.ALLOW


def test_files_are_opened_for_reading(name: str) -> None:
    for flags in (os.O_RDONLY, os.O_CLOEXEC | os.O_DIRECTORY, os.O_NONBLOCK):
        assert answer(name, "openat", -100, 1, flags) == bpf.ALLOW


@pytest.mark.parametrize("call", ["rename", "renameat", "renameat2", "unlink", "unlinkat"])
def test_files_are_renamed_and_removed_only_where_the_module_allows_it(
    name: str, call: str
) -> None:
    if call in machine(name).numbers:
        assert answer(name, call) == DENIED
        assert answer(name, call, writes=True) == bpf.ALLOW


def test_threads_are_allowed_and_processes_are_not(name: str) -> None:
    assert answer(name, "clone", 0x3D0F00) == bpf.ALLOW
    for flags in (17, 0x4111, 0x3D0F00 & ~0x10000, 0x01200011):
        assert answer(name, "clone", flags) == DENIED
    assert answer(name, "clone3") == ABSENT


@pytest.mark.parametrize("bit", [0x80, 0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000])
def test_thread_in_a_namespace_of_its_own_is_denied(name: str, bit: int) -> None:
    assert answer(name, "clone", 0x3D0F00 | bit) == DENIED


@pytest.mark.parametrize("call", ["kill", "tgkill", "rt_tgsigqueueinfo"])
def test_signals_go_to_oneself_only(name: str, call: str) -> None:
    assert answer(name, call, SELF, 9) == bpf.ALLOW
    for other in (OTHER, 0, -1, -SELF, SELF + 1):
        assert answer(name, call, other, 9) == DENIED
    # the kernel reads 32 bits of it, and so do we
    assert answer(name, call, SELF + 2**32, 9) == bpf.ALLOW


@pytest.mark.parametrize(
    ("call", "args", "allowed"),
    [
        ("ioctl", (1, 0x5401), True),  # TCGETS, which isatty asks
        ("ioctl", (1, 0x5412), False),  # TIOCSTI
        ("ioctl", (1, 0x5412 + 2**32), False),
        ("ioctl", (1, 0x8901), False),  # FIOSETOWN
        ("fcntl", (1, 3), True),
        ("fcntl", (1, 8), False),  # F_SETOWN
        ("fcntl", (1, 1031), False),  # F_SETPIPE_SZ
        ("prctl", (15,), True),  # PR_SET_NAME
        ("prctl", (1, 0), False),  # PR_SET_PDEATHSIG
        ("prctl", (4, 1), False),  # PR_SET_DUMPABLE
        ("prctl", (22,), False),  # PR_SET_SECCOMP
        ("socketpair", (1, 1), True),  # AF_UNIX
        ("socketpair", (2, 1), False),
        ("prlimit64", (0, 7), True),
        ("prlimit64", (OTHER, 7), False),
    ],
)
def test_arguments_decide(name: str, call: str, args: tuple[int, ...], allowed: bool) -> None:
    assert answer(name, call, *args) == (bpf.ALLOW if allowed else DENIED)


def test_numbers_are_those_of_the_kernels_headers(name: str) -> None:
    told = defined(name)
    if not told:
        pytest.skip("the kernel's headers are not here")
    numbers = machine(name).numbers
    assert {call: numbers.get(call) for call in told} == told


def defined(name: str) -> dict[str, int]:
    """The calls in the headers; those of aarch64 are the generic ones, on every machine."""
    if name == "x86_64":
        found = [*HEADERS.glob("asm/unistd_64.h"), *HEADERS.glob("*/asm/unistd_64.h")]
        text = found[0].read_text("utf-8") if found else ""
    else:
        text = preprocessed() if (HEADERS / "asm-generic/unistd.h").exists() else ""
    names = dict(re.findall(r"^#define __NR_(\w+) +(\d+)$", text, re.MULTILINE))
    return {call: int(number) for call, number in names.items() if call != "syscalls"}


def preprocessed() -> str:
    """The generic header with what aarch64 wants of it; "" where there is no compiler."""
    wants = ("RENAMEAT", "NEW_STAT", "SET_GET_RLIMIT", "SYS_CLONE3", "MEMFD_SECRET")
    switches = ["-D__BITS_PER_LONG=64", *(f"-D__ARCH_WANT_{want}" for want in wants)]
    try:
        done = subprocess.run(
            ["cc", "-E", "-dM", *switches, "-"],
            input="#include <asm-generic/unistd.h>",
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        return ""
    own = ("arch_specific_syscall",)
    return "\n".join(line for line in done.stdout.splitlines() if not any(n in line for n in own))

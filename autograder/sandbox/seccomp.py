"""Which system calls student code may make: a list of what is allowed, and nothing else.

Computing, memory, threads, waiting and reading files. No processes, no network, no keyrings, no
other process's memory, no signals to anybody else, and no files opened for writing unless the
module allows it. What is not listed fails with EPERM, so that Python raises an ordinary
`PermissionError`; newer calls that a C library tries first fail with ENOSYS, so that it falls back.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from dataclasses import dataclass
from functools import cache

from autograder.sandbox import bpf, calls_aarch64, calls_x86_64
from autograder.sandbox.kernel import syscall

_ALLOWED = """
read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek sendfile
copy_file_range stat lstat fstat newfstatat statx access faccessat faccessat2 readlink readlinkat
getdents getdents64 statfs fstatfs getcwd chdir fchdir umask fadvise64 fsync fdatasync ftruncate
close close_range dup dup2 dup3 pipe pipe2 eventfd eventfd2
poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2
sendto recvfrom shutdown getsockopt getsockname getpeername
brk mmap munmap mremap mprotect madvise msync mincore mlock munlock mseal
futex set_robust_list get_robust_list rseq membarrier set_tid_address arch_prctl
sched_yield sched_getaffinity sched_getparam sched_getscheduler sched_get_priority_max
sched_get_priority_min getcpu
rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigsuspend rt_sigtimedwait sigaltstack
pause restart_syscall alarm getitimer setitimer nanosleep clock_nanosleep
clock_gettime clock_getres gettimeofday time times
getpid gettid getppid getpgid getpgrp getsid getuid geteuid getgid getegid getgroups getresuid
getresgid getpriority getrusage getrlimit setrlimit sysinfo uname getrandom capget
wait4 waitid exit exit_group
"""
_IN_A_WRITABLE_FOLDER = "rename renameat renameat2 unlink unlinkat"
_ABSENT = "clone3 openat2 fchmodat2 map_shadow_stack futex_wake futex_wait futex_requeue statmount"
"""As on a kernel that does not have them: their arguments cannot be judged, or nobody needs
them.
"""

_OPENS = {"open": 1, "openat": 2}
_WRITES = 0o3 | 0o100 | 0o1000 | 0o20000000  # for writing, O_CREAT, O_TRUNC, O_TMPFILE
_SIGNALS = {"kill": 0, "tgkill": 0, "rt_tgsigqueueinfo": 0}
_CHOICES = {
    # FIONBIO, FIOCLEX, FIONCLEX, FIONREAD, TCGETS, TIOCGWINSZ: sockets, and "is it a terminal?"
    "ioctl": (1, (0x5421, 0x5451, 0x5450, 0x541B, 0x5401, 0x5413)),
    # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC: no owners, leases or locks
    "fcntl": (1, (0, 1, 2, 3, 4, 1030)),
    # PR_SET_NAME, PR_GET_NAME, PR_SET_VMA: names of threads and of memory
    "prctl": (0, (15, 16, 0x53564D41)),
    "prlimit64": (0, (0,)),  # its own; hard limits stay what they are
    "socketpair": (0, (1,)),  # AF_UNIX, both ends one's own: asyncio wakes itself with it
}
"""For each call: which argument must have one of which values."""

_THREAD = 0x10000
_THREAD_FLAGS = 0x7D0F00  # what C libraries give to a new thread
_A_PID = 0xA0A0A0A0
"""Stands for the process's own number until `Filter.load` knows it."""

_FIRST_OTHER_ABI = 0x40000000  # x86's 64-bit calls with 32-bit pointers
_SET_FILTER, _SYNC_THREADS = 1, 1


@dataclass(frozen=True)
class Architecture:
    """How one processor's calls are told and numbered."""

    token: int
    numbers: dict[str, int]

    def known(self, names: str) -> list[int]:
        """The numbers of those ``names`` that this architecture has."""
        return [self.numbers[name] for name in names.split() if name in self.numbers]


def _table(text: str) -> dict[str, int]:
    return {name: int(number) for name, number in (each.split("=") for each in text.split())}


@cache
def architecture(machine: str = "") -> Architecture | None:
    """The named processor, or the one that we run on; None where there is no table for it."""
    known = {
        "x86_64": (0xC000003E, calls_x86_64.NUMBERS),
        "aarch64": (0xC00000B7, calls_aarch64.NUMBERS),
    }
    token, text = known.get(machine or platform.machine(), (0, ""))
    return Architecture(token, _table(text)) if text else None


@dataclass(frozen=True)
class Filter:
    """An assembled filter, and where it has to be told the process's own number."""

    program: bytes
    own_pid_at: tuple[int, ...]

    def load(self, pid: int) -> None:
        """Put it into force for all threads of the process ``pid``, which is the caller."""
        program = bytearray(self.program)
        for place in self.own_pid_at:
            struct.pack_into("=I", program, place, pid)
        instructions = ctypes.create_string_buffer(bytes(program), len(program))
        # struct sock_fprog: a count, padding, and a pointer
        head = struct.pack("@HP", len(program) // 8, ctypes.addressof(instructions))
        here = architecture()
        assert here is not None
        syscall(here.numbers["seccomp"], _SET_FILTER, _SYNC_THREADS, head)


def new_filter(here: Architecture, *, writes: bool = False) -> Filter:
    """The filter for a worker; ``writes`` lets it open files for writing where else it may."""
    allowed = here.known(_ALLOWED) + (here.known(_IN_A_WRITABLE_FOLDER) if writes else [])
    code = bpf.demand_architecture(here.token) + bpf.load_number()
    code += bpf.if_between(_FIRST_OTHER_ABI, 2**32 - 1, bpf.answer(bpf.KILL))
    absent = bpf.answer(bpf.fail(errno.ENOSYS))
    code += bpf.if_between(max(here.numbers.values()) + 1, _FIRST_OTHER_ABI - 1, absent)
    for number in here.known(_ABSENT):
        code += bpf.if_equal(number, absent)
    for name, rule in _rules(writes=writes).items():
        for number in here.known(name):
            code += bpf.if_equal(number, rule)
    for low, high in bpf.ranges(allowed):
        code += bpf.if_between(low, high, bpf.answer(bpf.ALLOW))
    code += bpf.answer(_DENY)
    return Filter(bpf.assembled(code), bpf.positions(code, _A_PID))


_DENY = bpf.fail(errno.EPERM)


def _rules(*, writes: bool) -> dict[str, bpf.Code]:
    """What is asked of the arguments of some calls."""
    yes, no = bpf.answer(bpf.ALLOW), bpf.answer(_DENY)
    rules = {}
    for name, (at, values) in _CHOICES.items():
        choices = [code for value in values for code in bpf.if_equal(value, yes)]
        rules[name] = [*bpf.load_argument(at), *choices, *no]
    for name, at in _OPENS.items():
        check = [] if writes else bpf.if_any_bit(_WRITES, no)
        rules[name] = [*bpf.load_argument(at), *check, *yes]
    for name, at in _SIGNALS.items():
        rules[name] = [*bpf.load_argument(at), *bpf.if_equal(_A_PID, yes), *no]
    thread = bpf.if_any_bit(_THREAD, bpf.if_any_bit(2**32 - 1 - _THREAD_FLAGS, no) + yes)
    rules["clone"] = [*bpf.load_argument(0), *thread, *no]
    return rules

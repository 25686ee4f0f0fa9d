"""Run as a program: makes this process what a weaker machine would give, then runs a command there.

    conditions.py CONDITION[,CONDITION]... COMMAND...

``docker``: root with Docker's default capabilities and a filter of calls as Docker's default
profile has it. ``user``: an ordinary user. ``old``: a kernel without Landlock. ``unfiltered``: one
without filters of system calls. ``unlimited``: limits cannot be set.
"""

import errno
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from autograder.sandbox import bpf, capabilities, limits, seccomp
from autograder.sandbox.kernel import prctl

USER = 58_230
# chown, dac_override, fowner, fsetid, kill, setgid, setuid, setpcap, net_bind_service, net_raw,
# sys_chroot, mknod, audit_write, setfcap
DOCKERS_CAPABILITIES = {0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31}
REFUSED_BY_DOCKER = """
acct add_key bpf clock_adjtime clock_settime delete_module fanotify_init finit_module fsconfig
fsmount fsopen fspick get_mempolicy init_module io_uring_enter io_uring_register io_uring_setup
ioperm iopl kcmp kexec_file_load kexec_load keyctl lookup_dcookie mbind mount mount_setattr
move_mount move_pages nfsservctl open_by_handle_at open_tree perf_event_open pivot_root quotactl
reboot request_key set_mempolicy setdomainname sethostname setns settimeofday swapoff swapon
sysfs syslog umount2 unshare uselib userfaultfd ustat vhangup
"""
LANDLOCK = "landlock_create_ruleset landlock_add_rule landlock_restrict_self"
NEW_NAMESPACES = 0x7E020000
_PR_CAPBSET_DROP = 24


def load(refused: str, error: int, more: bpf.Code) -> None:
    """Refuse the named calls, and allow what ``more`` says nothing about."""
    here = seccomp.architecture()
    assert here
    code = bpf.demand_architecture(here.token) + bpf.load_number()
    for number in here.known(refused):
        code += bpf.if_equal(number, bpf.answer(bpf.fail(error)))
    code += more + bpf.answer(bpf.ALLOW)
    seccomp.Filter(bpf.assembled(code), ()).load(os.getpid())


def docker() -> None:
    here = seccomp.architecture()
    assert here
    refused, allowed = bpf.answer(bpf.fail(errno.EPERM)), bpf.answer(bpf.ALLOW)
    clone = [*bpf.load_argument(0), *bpf.if_any_bit(NEW_NAMESPACES, refused), *allowed]
    absent = bpf.answer(bpf.fail(errno.ENOSYS))
    more = bpf.if_equal(here.numbers["clone"], clone) + bpf.if_equal(here.numbers["clone3"], absent)
    load(REFUSED_BY_DOCKER, errno.EPERM, more)
    last = int(Path("/proc/sys/kernel/cap_last_cap").read_text())
    for capability in set(range(last + 1)) - DOCKERS_CAPABILITIES:
        prctl(_PR_CAPBSET_DROP, capability)  # what root is given by the next exec is what is left


def user() -> None:
    os.setgroups([])
    os.setresgid(USER, USER, USER)
    os.setresuid(USER, USER, USER)
    assert not capabilities.effective()


CONDITIONS = {
    "old": lambda: load(LANDLOCK, errno.ENOSYS, []),
    "unlimited": lambda: load("prlimit64 setrlimit", errno.EPERM, []),
    "docker": docker,
    "unfiltered": lambda: load("seccomp", errno.ENOSYS, []),  # after this no other can be loaded
    "user": user,
}

if __name__ == "__main__":
    wanted = sys.argv[1].split(",")
    limits.no_new_privileges()  # or an ordinary user could not load a filter
    for name, make in CONDITIONS.items():
        if name in wanted:
            make()
    os.execv(sys.argv[2], sys.argv[2:])

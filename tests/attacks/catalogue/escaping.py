"""Attacks that want out: to the network, to root, to other files, into the next grading."""

from __future__ import annotations

from ..attack import Attack, Layer, NotRun

_SOCKETS = {
    "TCP": "socket.AF_INET, socket.SOCK_STREAM",
    "UDP": "socket.AF_INET, socket.SOCK_DGRAM",
    "IPv6": "socket.AF_INET6, socket.SOCK_DGRAM",
    "UNIX": "socket.AF_UNIX, socket.SOCK_STREAM",
    "netlink": "16, socket.SOCK_RAW, 0",
    "kernel crypto": "38, socket.SOCK_SEQPACKET, 0",
    "vsock": "40, socket.SOCK_STREAM, 0",
    "packets": "17, socket.SOCK_RAW, 0",
}
_CALLS = {  # x86-64 and aarch64
    "io_uring_setup": (425, 425),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "pivot_root": (155, 41),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "kexec_load": (246, 104),
    "init_module": (175, 105),
    "personality": (135, 92),
    "open_by_handle_at": (304, 265),
    "quotactl": (179, 60),
    "swapon": (167, 224),
    "acct": (163, 89),
    "syslog": (103, 116),
    "fanotify_init": (300, 262),
    "memfd_create": (319, 279),
    "pidfd_getfd": (438, 438),
    "process_madvise": (440, 440),
    "seccomp": (317, 277),
    "landlock_restrict_self": (446, 446),
}

ATTACKS = (
    Attack(
        name="opens-sockets",
        does="Opens a socket of each kind: to send secrets out, to ask a cloud's metadata service for credentials, to "
        "reach a bus, a container's daemon or the host.",
        code=f"""
            import socket

            def answer(x):
                kinds = {{{", ".join(f"{name!r}: lambda: socket.socket({kind})" for name, kind in _SOCKETS.items())}}}
                for name, deed in kinds.items():
                    tried(name, deed)
                tried("name", lambda: socket.getaddrinfo("example.invalid", 80))
                return report()
        """,
        by=(Layer.SECCOMP,),
        without=dict.fromkeys(("TCP", "UDP", "UNIX", "netlink"), "done"),
        shows={**dict.fromkeys(_SOCKETS, "EPERM"), "name": "gaierror"},
        known="No socket is made, so nothing is ever sent; looking up a name fails for want of one.",
        grounds=("root", "user", "root without Landlock"),
    ),
    Attack(
        name="makes-rare-calls",
        does="Makes the system calls that others have escaped with: io_uring, keyrings, shared memory and queues that "
        "outlive a process, namespaces, mounts, modules, `bpf`, and a filter of its own.",
        code=f"""
            def answer(x):
                for name, numbers in {_CALLS}.items():
                    tried(name, lambda: called("syscall", call_number(*numbers), 0, 0, 0, 0, 0, 0))
                return report()
        """,
        by=(Layer.SECCOMP,),
        shows=dict.fromkeys(_CALLS, "EPERM"),
        known="Each is refused whatever its arguments are.",
        grounds=("root", "user", "root without Landlock"),
    ),
    Attack(
        name="becomes-root",
        does="Becomes another user or root, takes groups and rights, and changes its root folder.",
        code="""
            def answer(x):
                tried("uid", lambda: os.setuid(0))
                tried("three uids", lambda: os.setresuid(0, 0, 0))
                tried("gid", lambda: os.setgid(0))
                tried("groups", lambda: os.setgroups([0]))
                tried("rights", lambda: called("capset", b"\\x22\\5\\x08\\x20" + bytes(4), b"\\xff" * 24))
                tried("root folder", lambda: os.chroot("/"))
                tried("new privileges", lambda: called("prctl", 38, 0, 0, 0, 0))
                seen["groups"] = str(os.getgroups())
                seen["is root"] = str(0 in os.getresuid())
                return report()
        """,
        by=(Layer.SECCOMP, Layer.OWN_USER),
        shows={
            **dict.fromkeys(
                ("uid", "three uids", "gid", "rights", "root folder", "new privileges"), "EPERM"
            ),
            "groups": "[]",
            "is root": "False",
        },
        known="And it is no root, in no group.",
        grounds=("root", "user", "root without Landlock"),
    ),
    Attack(
        name="runs-programs",
        does="Runs `su`, `sudo` and a shell.",
        code="""
            def answer(x):
                for program in ("/bin/su", "/usr/bin/sudo", "/bin/sh"):
                    tried(program, lambda: os.execv(program, [program, "-c", "id"]))
                seen["system"] = str(os.system("true") != 0)
                return report()
        """,
        by=(Layer.SECCOMP,),
        shows={"/bin/su": "EPERM", "/usr/bin/sudo": "EPERM", "/bin/sh": "EPERM", "system": "True"},
        known="There is no `exec`.",
        grounds=("root", "user", "root without Landlock"),
    ),
    Attack(
        name="types-into-the-terminal",
        does="Types into the terminal of whoever grades.",
        code="""
            import fcntl

            def answer(x):
                tried("type", lambda: fcntl.ioctl(0, 0x5412, b"x"))
                tried("terminal", lambda: os.open("/dev/tty", os.O_RDWR))
                tried("look", lambda: os.open("/dev/pts", os.O_RDONLY))
                seen["is a terminal"] = str(any(os.isatty(k) for k in range(3)))
                return report()
        """,
        by=(Layer.SECCOMP, Layer.LANDLOCK, Layer.SURROUNDINGS),
        shows={
            "type": "EPERM",
            "terminal": "EPERM",
            "look": "EACCES",
            "is a terminal": "False",
        },
        known="Its standard input is `/dev/null`, and its session has no terminal.",
    ),
    Attack(
        name="speaks-another-dialect",
        does="Makes a system call by the 32-bit interface of x86 (elsewhere: by a number out of range), which a filter "
        "of 64-bit numbers may not see.",
        code="""
            def evens(n):
                if os.uname().machine == "x86_64":
                    called("syscall", 0x40000000 + 39)
                os.kill(os.getpid(), 31)
        """,
        task="evens",
        by=(Layer.SECCOMP,),
        ends=("CRASHED",),
        known="The kernel kills it with SIGSYS.",
    ),
    Attack(
        name="changes-the-grader",
        does="Opens the grader's code, the tests, the configuration and the results for writing; renames, links and "
        "deletes them.",
        code="""
            def answer(x):
                own = sys.modules["autograder.sandbox.worker"].__file__
                for name, path in {**WHERE["files"], "grader": own, "results": WHERE["results"]}.items():
                    tried(f"open {name}", lambda: os.open(path, os.O_WRONLY | os.O_APPEND))
                    tried(f"delete {name}", lambda: os.unlink(path + ".none"))
                    tried(f"link {name}", lambda: os.link(path, "link"))
                    tried(f"rights of {name}", lambda: os.chmod(path + ".none", 0o777))
                return report()
        """,
        by=(Layer.SECCOMP, Layer.LANDLOCK, Layer.OWN_USER),
        shows={
            f"{deed} {name}": "EPERM"
            for name in (
                *("tests", "reference", "configuration", "git", "bytecode", "neighbour"),
                *("other results", "grader", "results"),
            )
            for deed in ("open", "delete", "link", "rights of")
        },
        grounds=("root", "user", "root without Landlock"),
    ),
    Attack(
        name="leaves-a-state-behind",
        does="Changes its own process as far as it can, to be found by the next submission: modules, hooks, limits, "
        "folders, threads, priorities.",
        code="""
            import builtins, gc

            def evens(n):
                builtins.sum = builtins.len = lambda *_: 0
                sys.setrecursionlimit(50)
                gc.disable()
                os.umask(0o777)
                threading.Thread(target=time.sleep, args=(60,)).start()
                sys.path.insert(0, "/tmp")
                sys.modules["json"] = None
                return []
        """,
        task="evens",
        by=(Layer.SPLIT,),
        ends=("FAILED", "CRASHED", "ERROR", "TIMEOUT"),
        spares_others=False,
        known="The next submission, graded by the same grader, has the results that it always has.",
    ),
)

NOT_RUN = (
    NotRun(
        "measures-caches",
        "Reads the judge's memory through the processor's caches.",
        "Not stopped. Judge and worker are two processes, and what there is to learn is fresh random data; the "
        "kernel's own defences are all there is.",
    ),
    NotRun(
        "reuses-a-process-number",
        "Ends early, so that the judge kills somebody else who got its number.",
        "By construction: only the launcher kills, its own children only, and before it collects them. There is no "
        "moment that a test could hit on purpose.",
    ),
)

"""Attacks on results and processes of the grader."""

from __future__ import annotations

from ..attack import Attack, Layer, Naive

_KILLED = ("grader", "launcher", "judge")

ATTACKS = (
    Attack(
        name="rewrites-results-from-a-thread",
        does="Watches for the results file with inotify and from a thread, and writes full marks into it.",
        code="""
            def rewrite():
                path = Path(WHERE["results"])
                for _ in range(100):
                    if path.exists():
                        path.write_text('{"score": 1}')
                        return
                    time.sleep(0.05)

            def answer(x):
                tried("inotify", lambda: called("inotify_init1", 0))
                tried("write", lambda: os.open(WHERE["results"], os.O_WRONLY))
                threading.Thread(target=rewrite).start()
                return report()
        """,
        by=(Layer.SECCOMP, Layer.LANDLOCK),
        without={"inotify": "done", "write": "done"},
        shows={"inotify": "EPERM", "write": "EPERM"},
        naive=Naive.FULL,
        known="No file can be opened for writing at all.",
    ),
    Attack(
        name="rewrites-results-from-a-child",
        does="Forks a child that outlives the grading and rewrites the results.",
        code="""
            def child():
                path = Path(WHERE["results"])
                for _ in range(100):
                    time.sleep(0.05)
                    if path.exists():
                        path.write_text('{"score": 1}')
                        break
                os._exit(0)

            def answer(x):
                if tried("fork", os.fork) == 0:
                    child()
                return report()
        """,
        by=(Layer.SECCOMP,),
        shows={"fork": "EPERM"},
        naive=Naive.FULL,
    ),
    Attack(
        name="hides-a-daemon",
        does="Forks twice and begins a session of its own, to escape a kill of the process group; also by `vfork`, "
        "`posix_spawn` and a shell.",
        code="""
            import subprocess

            def child():
                os.setsid()
                if os.fork() == 0:
                    path = Path(WHERE["results"])
                    for _ in range(100):
                        time.sleep(0.05)
                        if path.exists():
                            path.write_text('{"score": 1}')
                            break
                os._exit(0)

            def answer(x):
                sleep = ["/bin/sleep", "7"]
                tried("session", os.setsid)
                tried("spawn", lambda: os.posix_spawn(sleep[0], sleep, {}))
                tried("run", lambda: subprocess.Popen(sleep))
                tried("clone3", lambda: called("syscall", 435, 0, 0))
                if tried("fork", os.fork) == 0:
                    child()
                return report()
        """,
        by=(Layer.SECCOMP,),
        shows={
            "session": "EPERM",
            "spawn": "EPERM",
            "run": "EPERM",
            "clone3": "ENOSYS",
            "fork": "EPERM",
        },
        naive=Naive.FULL,
    ),
    Attack(
        name="kills-the-judge",
        does="Kills, stops and interrupts grader, launcher and judge, with every call that sends a signal.",
        code=f"""
            import signal

            def answer(x):
                for who in {_KILLED}:
                    for what in ("SIGKILL", "SIGSTOP", "SIGQUIT", "SIGTERM"):
                        tried(f"{{what}} to {{who}}", lambda: os.kill(WHERE[who], getattr(signal, what)))
                    tried(f"tgkill {{who}}", lambda: called("syscall", call_number(234, 131), WHERE[who], WHERE[who], 9))
                    tried(f"pidfd of {{who}}", lambda: os.pidfd_open(WHERE[who]))
                    tried(f"limits of {{who}}", lambda: called("prlimit64", WHERE[who], 0, 0, 0))
                tried("the parent's group", lambda: os.killpg(os.getpgid(os.getppid()), 9))
                return report()
        """,
        by=(Layer.SECCOMP, Layer.OWN_USER, Layer.LANDLOCK),
        shows={
            **{
                f"{deed}{who}": "EPERM"
                for who in _KILLED
                for deed in (
                    *(f"{name} to " for name in ("SIGKILL", "SIGSTOP", "SIGQUIT", "SIGTERM")),
                    *("tgkill ", "pidfd of ", "limits of "),
                )
            },
            "the parent's group": "EPERM",
        },
        known="Signals reach itself only.",
        grounds=("root", "user", "root without Landlock"),
    ),
    Attack(
        name="kills-all-it-may",
        does="Signals every process that it may signal: `kill(-1)`, and its own group.",
        code="""
            def answer(x):
                # signal 0 asks whether it would be allowed; the real one only where it is refused
                for name, who in {"all": -1, "group": 0}.items():
                    tried(name, lambda: os.kill(who, 0))
                    if seen[name] != "done":
                        tried(name, lambda: os.kill(who, 9))
                return report()
        """,
        by=(Layer.SECCOMP, Layer.OWN_USER),
        without={"all": "done", "group": "done"},
        shows={"all": "EPERM", "group": "EPERM"},
        grounds=("root", "user", "root without Landlock"),
    ),
)

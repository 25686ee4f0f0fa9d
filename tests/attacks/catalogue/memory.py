"""Attacks that want to use up memory, processes and the disk."""

from __future__ import annotations

from ..attack import Attack, Layer

_PLACES = ("its own folder", "/tmp", "/var/tmp", "/dev/shm", "the course")

ATTACKS = (
    Attack(
        name="allocates-gigabytes",
        does="Asks for three gigabytes.",
        code="""
            def evens(n):
                return len(bytearray(3 << 30))
        """,
        task="evens",
        by=(Layer.LIMITS,),
        ends=("MEMORY",),
        known="It is a MemoryError of Python's own, by the limit on address space.",
    ),
    Attack(
        name="maps-shared-memory",
        does="Maps three gigabytes that are shared, which a limit on data does not see; and asks for memory files.",
        code="""
            import mmap

            def answer(x):
                tried("map", lambda: mmap.mmap(-1, 3 << 30))
                tried("memory file", lambda: os.memfd_create("x"))
                tried("secret memory", lambda: called("syscall", 447, 0))
                return report()
        """,
        by=(Layer.LIMITS, Layer.SECCOMP),
        without={"map": "done", "memory file": "done"},
        shows={"map": "ENOMEM", "memory file": "EPERM", "secret memory": "EPERM"},
    ),
    Attack(
        name="raises-its-limits",
        does="Raises its own limits.",
        code="""
            import resource

            def answer(x):
                for name in ("AS", "CPU", "NOFILE", "CORE", "FSIZE"):
                    limit = getattr(resource, f"RLIMIT_{name}")
                    tried(name, lambda: resource.setrlimit(limit, (2**40, 2**40)))
                seen["core"] = str(resource.getrlimit(resource.RLIMIT_CORE))
                return report()
        """,
        by=(Layer.LIMITS, Layer.OWN_USER),
        without={"AS": "done", "CPU": "done", "FSIZE": "done"},
        shows={
            **dict.fromkeys(("AS", "CPU", "NOFILE", "CORE", "FSIZE"), "ValueError"),
            "core": "(0, 0)",
        },
        known="A hard limit is raised by root alone, and it is not.",
    ),
    Attack(
        name="forks-without-end",
        does="Forks as often as it can.",
        code="""
            def answer(x):
                for _ in range(50):
                    if tried("fork", os.fork) == 0:
                        time.sleep(2)
                        os._exit(0)
                return report()
        """,
        by=(Layer.SECCOMP,),
        without={"fork": "done"},
        shows={"fork": "EPERM"},
    ),
    Attack(
        name="starts-threads-without-end",
        does="Starts threads as long as it can.",
        code="""
            def answer(x):
                end, count = threading.Event(), 0

                def start():
                    nonlocal count
                    while count < 3000:
                        threading.Thread(target=end.wait, daemon=True).start()
                        count += 1

                tried("threads", start)
                seen["fewer than 200"] = str(count < 200)
                end.set()
                return report()
        """,
        by=(Layer.LIMITS,),
        shows={"threads": "RuntimeError", "fewer than 200": "True"},
        known="Their stacks count as memory, and where the worker has a user of its own, threads are counted too.",
    ),
    Attack(
        name="fills-the-disk",
        does="Writes files wherever a program may write: large ones, and many empty ones.",
        code="""
            def answer(x):
                places = {"its own folder": ".", "/tmp": "/tmp", "/var/tmp": "/var/tmp", "/dev/shm": "/dev/shm"}
                places["the course"] = WHERE["course"]
                for name, place in places.items():
                    tried(name, lambda: Path(place, "filler").write_bytes(bytes(10**6)))
                    tried(f"folder in {name}", lambda: Path(place, "folder").mkdir())
                return report()
        """,
        by=(Layer.SECCOMP, Layer.LANDLOCK),
        shows={each: "EPERM" for place in _PLACES for each in (place, f"folder in {place}")},
        known="No file is opened for writing, no folder made: seccomp, before any right of a file is looked at.",
        grounds=("root", "user", "root without Landlock"),
    ),
    Attack(
        name="prints-gigabytes",
        does="Prints a gigabyte.",
        code="""
            def answer(x):
                for _ in range(1024):
                    print("A" * 2**20)
                return 7
        """,
        by=(Layer.CHANNEL, Layer.REPORT),
        ends=("FAILED", "TIMEOUT"),
        known="Of what is printed the last 2,000 characters are kept.",
    ),
)

"""Attacks that look for secrets outside of their own process."""

from __future__ import annotations

from ..attack import Attack, Layer, Naive

_FILES = ("tests", "reference", "configuration", "git", "bytecode", "neighbour", "other results")
_WATCHED = ("grader", "launcher", "judge")
_REACHED = ("environ", "mem", "maps", "fd", "cwd", "root")

ATTACKS = (
    Attack(
        name="opens-secret-files",
        does="Opens the hidden tests, the reference, the configuration, the repository's refs, a compiled test, "
        "another submission and another's results by their full paths.",
        code="""
            def answer(x):
                for name, path in WHERE["files"].items():
                    tried(name, lambda: found(Path(path).read_bytes()))
                return report()
        """,
        by=(Layer.LANDLOCK, Layer.OWN_USER),
        without=dict.fromkeys(_FILES, "done"),
        shows=dict.fromkeys(_FILES, "EACCES"),
        known="The files are open to everybody, so it is Landlock; without Landlock their folder is closed, and it is "
        "the worker's own user.",
        naive=Naive.READS,
        grounds=("root", "user", "root without Landlock"),
    ),
    Attack(
        name="lists-folders",
        does="Walks the course, `/`, `/proc` and the temporary folder for names that tell something.",
        code="""
            def answer(x):
                for name, path in {"course": WHERE["course"], "/": "/", "/proc": "/proc"}.items():
                    tried(name, lambda: os.listdir(path))
                files = (Path(folder) / name for folder, _, names in os.walk("/tmp") for name in names)
                seen["files in /tmp"] = str(len(list(files)))
                return report()
        """,
        by=(Layer.LANDLOCK, Layer.OWN_USER),
        shows={"course": "EACCES", "/": "EACCES", "/proc": "EACCES", "files in /tmp": "0"},
    ),
    Attack(
        name="asks-about-files",
        does="Asks whether secret files are there and how large they are, without opening them.",
        code="""
            def answer(x):
                for name, path in WHERE["files"].items():
                    tried(name, lambda: os.stat(path))
                return report()
        """,
        by=(Layer.OWN_USER, Layer.NOTHING),
        shows={
            name: {"root": "done", "user": "done", "root without Landlock": "EACCES"}
            for name in _FILES
        },
        known="In a folder that is closed to others, nothing is told to a worker of another user. Landlock alone does "
        "not hide that a file is there.",
        grounds=("root", "user", "root without Landlock"),
    ),
    Attack(
        name="imports-the-reference",
        does="Loads the reference by its path and lets it answer.",
        code="""
            import importlib.util

            def load():
                spec = importlib.util.spec_from_file_location("stolen", WHERE["files"]["reference"])
                module = importlib.util.module_from_spec(spec)
                spec.loader.exec_module(module)
                return module

            def answer(x):
                stolen = tried("import", load)
                return stolen.answer(x) if stolen else report()
        """,
        by=(Layer.LANDLOCK, Layer.OWN_USER),
        shows={"import": "EACCES"},
        naive=Naive.FULL,
        grounds=("root", "user", "root without Landlock"),
    ),
    Attack(
        name="follows-the-paths",
        does="Follows `sys.argv`, `sys.orig_argv` and `sys.path` to the harness's files.",
        code="""
            def answer(x):
                found(sys.argv, sys.orig_argv, sys.path)
                own = Path(__file__).parent.parent
                paths = {Path(each) for each in (*sys.argv, *sys.orig_argv, *sys.path) if each.startswith("/")}
                for path in paths:
                    if path != own and "lib" not in path.parts and "lib64" not in path.parts:
                        files = path.glob("*.py") if path.is_dir() else [path]
                        for file in files:
                            tried("open", lambda: found(file.read_bytes()))
                return report()
        """,
        by=(Layer.SPLIT, Layer.LANDLOCK),
        shows={"open": "EACCES"},
        known="The launcher's command line names the grader's own folder and nothing of a course.",
        naive=Naive.READS,
    ),
    Attack(
        name="looks-into-processes",
        does="Reads environment, memory, open files and folders of grader, launcher and judge in `/proc`.",
        code=f"""
            def look(path):
                if path.name in ("cwd", "root"):
                    return os.readlink(path)
                return os.listdir(path) if path.name == "fd" else found(path.read_bytes())

            def answer(x):
                for who in {_WATCHED}:
                    for what in {_REACHED}:
                        tried(f"{{who}}: {{what}}", lambda: look(Path(f"/proc/{{WHERE[who]}}/{{what}}")))
                return report()
        """,
        by=(Layer.LANDLOCK, Layer.OWN_USER),
        without=dict.fromkeys(
            ("grader: environ", "grader: maps", "grader: fd", "grader: cwd"), "done"
        ),
        shows={f"{who}: {what}": "EACCES" for who in _WATCHED for what in _REACHED},
        known="Nothing in `/proc` but itself can be opened; without Landlock, another user's processes cannot be looked "
        "into.",
        grounds=("root", "user", "root without Landlock"),
    ),
    Attack(
        name="traces-processes",
        does="Attaches to grader, launcher and judge with ptrace, and reads their memory with `process_vm_readv`.",
        code=f"""
            def answer(x):
                tried("itself", lambda: called("ptrace", 0, 0, 0, 0))
                for who in {_WATCHED}:
                    tried(f"ptrace {{who}}", lambda: called("ptrace", 16, WHERE[who], 0, 0))
                    tried(f"read {{who}}", lambda: called("process_vm_readv", WHERE[who], 0, 0, 0, 0, 0))
                    tried(f"write {{who}}", lambda: called("process_vm_writev", WHERE[who], 0, 0, 0, 0, 0))
                return report()
        """,
        by=(Layer.SECCOMP, Layer.OWN_USER),
        shows={
            "itself": "EPERM",
            **{
                f"{deed} {who}": "EPERM" for who in _WATCHED for deed in ("ptrace", "read", "write")
            },
        },
        known="Even being traced, which needs no right, is refused: that is seccomp.",
        grounds=("root", "user", "root without Landlock"),
    ),
    Attack(
        name="uses-open-descriptors",
        does="Tries all descriptors that it may have inherited, and reads those that are files.",
        code="""
            import stat

            def kind(number):
                mode = os.fstat(number).st_mode
                if stat.S_ISREG(mode):
                    found(os.pread(number, 10**6, 0))
                names = {stat.S_ISCHR: "device", stat.S_ISSOCK: "socket", stat.S_ISREG: "file"}
                return next((name for test, name in names.items() if test(mode)), "other")

            def kinds():
                for number in range(1024):
                    try:
                        yield kind(number)
                    except OSError:
                        continue

            def answer(x):
                seen["open"] = " ".join(kinds())
                return report()
        """,
        by=(Layer.SURROUNDINGS,),
        shows={"open": "device device device socket"},
        known="`/dev/null` three times, and its end of the channel.",
    ),
    Attack(
        name="reads-environment",
        does="Reads its environment variables: as Python has them, as libc has them, and as it was started with.",
        code="""
            def answer(x):
                found(dict(os.environ))
                seen["variables"] = str(len(os.environ))
                tried("own start", lambda: found(Path("/proc/self/environ").read_bytes()))
                return report()
        """,
        by=(Layer.SURROUNDINGS,),
        shows={"variables": "0", "own start": "EACCES"},
        known="The environment is empty, and the launcher that it comes from was started with a handful of harmless ones.",
        naive=Naive.READS,
    ),
)

"""Attacks that look for secrets in their own process."""

from __future__ import annotations

from ..attack import Attack, Layer, Naive

ATTACKS = (
    Attack(
        name="asks-loaded-modules",
        does="Looks through `sys.modules` for a reference that is already loaded, and lets it answer.",
        code="""
            def answer(x):
                for name, module in list(sys.modules.items()):
                    other = vars(module).get("answer")
                    if callable(other) and other.__module__ != __name__ and other is not answer:
                        return other(x)
                    found(vars(module))
                    if name.startswith(("pytest", "_pytest", "test_", "autograder.grade")):
                        seen["loaded"] = name
                return report()
        """,
        by=(Layer.SPLIT,),
        known="No module of the tests, of the reference or of pytest is loaded.",
        naive=Naive.FULL,
    ),
    Attack(
        name="walks-the-stack",
        does="Goes up the frames of its callers and takes the expected value out of a local variable.",
        code="""
            def answer(x):
                return wanted(sys._getframe()) or report()
        """,
        by=(Layer.SPLIT,),
        known="The frames end at the worker's loop; no name in them holds a secret.",
        naive=Naive.FULL,
    ),
    Attack(
        name="walks-a-traceback",
        does="Raises and catches an exception, and goes up from its traceback.",
        code="""
            def answer(x):
                try:
                    1 / 0
                except ZeroDivisionError as error:
                    return wanted(error.__traceback__.tb_frame) or report()
        """,
        by=(Layer.SPLIT,),
        known="As above.",
        naive=Naive.FULL,
    ),
    Attack(
        name="reads-line-cache",
        does="Reads the sources that tracebacks have cached, and those of every loaded module.",
        code="""
            import linecache

            def answer(x):
                found(linecache.cache)
                for module in list(sys.modules.values()):
                    found("".join(linecache.getlines(getattr(module, "__file__", None) or "")))
                return report()
        """,
        by=(Layer.SPLIT,),
        known="The cache holds the probes, which students have.",
        naive=Naive.READS,
    ),
    Attack(
        name="searches-its-memory",
        does="Searches every readable page of its own memory for secrets.",
        code="""
            def regions():
                for line in Path("/proc/self/maps").read_text().splitlines():
                    span, rights, *_, name = [*line.split(maxsplit=5), ""][:6]
                    start, end = (int(each, 16) for each in span.split("-"))
                    if rights.startswith("rw") and "[v" not in name:
                        yield start, end

            def hunt():
                for start, end in regions():
                    for at in range(start, end, 2**20):
                        found(ctypes.string_at(at, min(2**20, end - at)))

            def answer(x):
                tried("search", hunt)
                return report()
        """,
        by=(Layer.SPLIT,),
        shows={"search": "done"},
        known="The launcher that every worker is forked from has never held one.",
        naive=Naive.READS,
    ),
    Attack(
        name="walks-all-objects",
        does="Goes through all classes from `object.__subclasses__()`, and all objects that the collector knows.",
        code="""
            import gc

            def classes(kind=object, known=None):
                known = set() if known is None else known
                for each in type.__subclasses__(kind):
                    if each not in known:
                        known.add(each)
                        classes(each, known)
                return known

            def answer(x):
                for each in classes():
                    found(vars(each).keys())
                for each in gc.get_objects():
                    if type(each) in (dict, list, tuple) and len(each) < 200:
                        found(*(item for item in (each.values() if type(each) is dict else each) if type(item) is str))
                    found(*getattr(getattr(each, "__code__", None), "co_consts", None) or ())
                return report()
        """,
        by=(Layer.SPLIT,),
        known="As above.",
        naive=Naive.READS,
    ),
    Attack(
        name="watches-with-hooks",
        does="Installs trace, profile and audit hooks when it is imported, to watch what the tests do.",
        code="""
            def watch(frame, *_):
                for value in (*frame.f_locals.values(), *frame.f_globals.values()):
                    found(value if type(value) is str else "")

            sys.setprofile(watch)
            threading.setprofile(watch)
            sys.addaudithook(lambda event, arguments: None if event.startswith("object.") else found(event, *arguments))

            def answer(x):
                sys.setprofile(None)
                return report()
        """,
        by=(Layer.SPLIT,),
        known="They see the worker's loop, and nothing of the judge.",
        naive=Naive.READS,
    ),
)

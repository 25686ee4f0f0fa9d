"""Attacks that change the judge, or leave it, from inside of its process."""

from __future__ import annotations

from ..attack import Attack, Layer, Naive

_ENDS = ("CRASHED",)

ATTACKS = (
    Attack(
        name="patches-comparisons",
        does="Replaces `allclose` and its like in numpy by functions that find everything close.",
        code="""
            import numpy

            for name in ("allclose", "array_equal", "isclose"):
                setattr(numpy, name, lambda *_, **__: True)

            def weights(x):
                return numpy.zeros((2, 2))
        """,
        task="weights",
        by=(Layer.SPLIT,),
        known="The judge has a numpy of its own.",
        naive=Naive.FULL,
    ),
    Attack(
        name="patches-pytest",
        does="Makes every test of pytest do nothing.",
        code="""
            import pytest

            pytest.Function.runtest = lambda self: None

            def answer(x):
                return report()
        """,
        by=(Layer.SPLIT,),
        known="It changed a pytest that nobody uses.",
        naive=Naive.FULL,
    ),
    Attack(
        name="replaces-the-reference",
        does="Puts its own functions in the reference's place, in every module that has one.",
        code="""
            for module in list(sys.modules.values()):
                if "answer" in vars(module):
                    module.answer = lambda x: "?"

            def answer(x):
                return "?"
        """,
        by=(Layer.SPLIT,),
        known="The reference is in the judge alone.",
        naive=Naive.FULL,
    ),
    Attack(
        name="writes-callers-variables",
        does="Writes into the local variables of the frames above it, through the interpreter's own interface.",
        code="""
            def answer(x):
                frame = sys._getframe().f_back
                while frame is not None:
                    if "want" in frame.f_locals:
                        frame.f_locals["want"] = "?"
                        ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(0))
                    frame = frame.f_back
                return "?"
        """,
        by=(Layer.SPLIT,),
        known="The frames above it are the worker's.",
        naive=Naive.FULL,
    ),
    Attack(
        name="changes-numbers-in-place",
        does="Overwrites a small number in the interpreter's memory, so that 251 is 7 from then on.",
        code="""
            def pair(x):
                ctypes.memset(id(251) + 24, 7, 1)
                return [x, 7]
        """,
        task="pair",
        by=(Layer.SPLIT,),
        spares_others=False,
        known="It changed the numbers of the worker only.",
        naive=Naive.FULL,
    ),
    Attack(
        name="prints-success-and-leaves",
        does="Prints what a test runner prints when all is well, and ends the process with status 0.",
        code="""
            def evens(n):
                print("test_evens PASSED\\n10 passed in 0.01s", flush=True)
                os.write(1, b"10 passed in 0.01s\\n")
                os._exit(0)
        """,
        task="evens",
        by=(Layer.SPLIT,),
        ends=_ENDS,
        known="An answer that does not come is a failure.",
        naive=Naive.FULL,
    ),
    Attack(
        name="interrupts-as-from-the-keyboard",
        does="Raises KeyboardInterrupt, which test runners do not count as a failure.",
        code="""
            def evens(n):
                raise KeyboardInterrupt
        """,
        task="evens",
        by=(Layer.SPLIT,),
        ends=_ENDS,
        known="It ends the worker, and an answer that does not come is a failure.",
        naive=Naive.FULL,
    ),
    Attack(
        name="raises-past-handlers",
        does="Raises SystemExit and GeneratorExit, which pass `except Exception`.",
        code="""
            def evens(n):
                raise SystemExit(0) if n % 2 else GeneratorExit
        """,
        task="evens",
        by=(Layer.SPLIT,),
        ends=("CRASHED", "ERROR"),
        known="Both are failures.",
    ),
    Attack(
        name="skips-the-test",
        does="Raises pytest's own exception for a skipped test.",
        code="""
            import pytest

            def evens(n):
                pytest.skip("not today")
        """,
        task="evens",
        by=(Layer.SPLIT,),
        ends=("ERROR",),
        known="It crosses as an exception of the submission.",
        naive=Naive.FULL,
    ),
    Attack(
        name="expects-to-fail",
        does="Raises pytest's exceptions for a failure that was expected, and for leaving with status 0.",
        code="""
            import pytest

            def evens(n):
                pytest.xfail("as planned") if n != 10 else pytest.exit("done", returncode=0)
        """,
        task="evens",
        by=(Layer.SPLIT,),
        ends=("ERROR",),
        known="As above.",
        naive=Naive.FULL,
    ),
    Attack(
        name="fakes-the-clock",
        does="Computes slowly, and replaces every clock that Python has by one that stands still.",
        code="""
            clock = time.process_time

            def fast(n):
                stop = clock() + 0.3
                while clock() < stop:
                    pass
                time.time = time.monotonic = time.perf_counter = time.process_time = lambda: 0.0
                return sum(k * k for k in range(n))
        """,
        task="fast",
        ends=("FAILED", "TIMEOUT"),
        by=(Layer.SPLIT,),
        known="The judge reads the worker's CPU time from the kernel.",
        naive=Naive.FULL,
    ),
)

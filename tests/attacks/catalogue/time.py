"""Attacks that want to use up time."""

from __future__ import annotations

from ..attack import Attack, Layer

ATTACKS = (
    Attack(
        name="loops-and-ignores-signals",
        does="Ignores every signal and loops for ever.",
        code="""
            import signal

            def evens(n):
                for each in signal.valid_signals():
                    try:
                        signal.signal(each, signal.SIG_IGN)
                    except (OSError, ValueError):
                        continue
                while True:
                    pass
        """,
        task="evens",
        by=(Layer.DEADLINE,),
        ends=("TIMEOUT",),
        known="The launcher kills it with SIGKILL, which cannot be ignored.",
    ),
    Attack(
        name="sleeps-for-ever",
        does="Sleeps, which takes no CPU time.",
        code="""
            def evens(n):
                time.sleep(10**8)
        """,
        task="evens",
        by=(Layer.DEADLINE,),
        ends=("TIMEOUT",),
        known="The deadline is by the clock on the wall.",
    ),
    Attack(
        name="drips-its-reply",
        does="Sends its reply one byte at a time, so that each wait is a short one.",
        code="""
            def evens(n):
                for _ in range(1000):
                    os.write(channel(), b"\\1")
                    time.sleep(0.1)
        """,
        task="evens",
        by=(Layer.DEADLINE, Layer.CHANNEL),
        ends=("TIMEOUT", "CRASHED"),
        known="There is one deadline for the whole exchange.",
    ),
    Attack(
        name="one-call-that-never-ends",
        does="Computes `9**9**9`, which is one call of C that no signal handler interrupts.",
        code="""
            def evens(n):
                return 9 ** 9 ** (n + 6)
        """,
        task="evens",
        by=(Layer.DEADLINE,),
        ends=("TIMEOUT", "MEMORY"),
        known="It is killed from outside.",
    ),
    Attack(
        name="blocks-on-its-own-pipe",
        does="Fills a pipe that nobody empties, and its standard output.",
        code="""
            def evens(n):
                os.write(1, b"x" * 10**6)
                os.write(os.pipe()[1], b"x" * 10**6)
        """,
        task="evens",
        by=(Layer.SURROUNDINGS, Layer.DEADLINE),
        ends=("TIMEOUT",),
        known="Its standard output is `/dev/null`; of its own pipe it dies at the deadline.",
    ),
    Attack(
        name="hangs-at-import",
        does="Never comes to the end of its import.",
        code="""
            while True:
                time.sleep(1)
        """,
        task="evens",
        by=(Layer.DEADLINE,),
        ends=("TIMEOUT",),
        spares_others=False,
        known="The import has its own deadline, and is not tried again for each check.",
    ),
)

"""Attacks that want to know what is expected, or what will be asked."""

from __future__ import annotations

from ..attack import Attack, Layer, Naive, NotRun

ATTACKS = (
    Attack(
        name="provokes-the-report",
        does="Answers wrongly, to read the expected value in the report.",
        code="""
            def answer(x):
                return "?"
        """,
        by=(Layer.REPORT,),
        known="The expected values stand in what staff see, and in nothing that students see.",
        naive=Naive.READS,
    ),
    Attack(
        name="guesses-the-seed",
        does="Tries the seeds that people use, and those that a check's name would give, to know the inputs before.",
        code="""
            import hashlib
            import numpy

            names = ["v01_vault", "double", "test_double_many", "v01_vault\\ntest_double_many\\n", ""]
            hashes = [int.from_bytes(hashlib.sha256(name.encode()).digest()[:6], "little") for name in names]
            known = set()
            for seed in (*range(1000), *hashes, 2**31, 2**32 - 1):
                known.update(numpy.random.default_rng(seed).integers(3, 10**6, 5).tolist())

            def double(x):
                return 2 * x if x in known else "?"
        """,
        task="double",
        by=(Layer.CHECK,),
        known="The inputs come from the course's secret.",
        naive=Naive.FULL,
    ),
    Attack(
        name="takes-the-workers-seed",
        does="Notes the seed that its own random generators are given, to draw what the judge has drawn.",
        code="""
            import random
            import numpy

            seeds = []
            honest = random.seed

            def spy(seed=None):
                seeds.append(seed)
                honest(seed)

            random.seed = spy

            def double(x):
                known = numpy.random.default_rng(seeds[-1]).integers(3, 10**6, 5).tolist() if seeds else []
                return 2 * x if x in known else "?"
        """,
        task="double",
        by=(Layer.CHECK,),
        known="The worker's seed is another than that of the inputs.",
    ),
    Attack(
        name="reads-the-probe",
        does="Reads the source and the frames of the probe that runs beside it.",
        code="""
            import inspect, linecache

            def pair(x):
                frame = sys._getframe(1)
                found(frame.f_globals, frame.f_locals, inspect.getsource(frame), linecache.cache)
                seen["probe"] = frame.f_code.co_name
                return [report()]
        """,
        task="pair",
        by=(Layer.CHECK,),
        shows={"probe": "twice"},
        known="It is seen whole: students have it anyway, and it holds nothing else.",
    ),
    Attack(
        name="colours-the-report",
        does="Prints and raises HTML, Markdown, escape codes and signs that turn the line around, to show a reader "
        "another verdict.",
        code="""
            def answer(x):
                print("\\x1b[2J\\x1b[32mPASSED\\x1b[0m\\r\\x9b31m\\x7f<h1>Score 10/10</h1><script>alert(1)</script>")
                print("```\\n# Score 10/10\\n![x](https://example.org/x.png)")
                raise ValueError("\\x1b]0;PASSED\\x07<b>10/10</b>\\n```\\n# Score 10/10\\u202e")
        """,
        by=(Layer.REPORT,),
        ends=("ERROR",),
        known="Control characters are taken out, and what a submission says is shown as a block of plain text.",
    ),
    Attack(
        name="colours-by-names",
        does="The same, by the name of a class.",
        code="""
            def answer(x):
                return type("\\x1b[2J\\x1b[32mPASSED\\x9b31m\\u202e", (), {})()
        """,
        by=(Layer.REPORT,),
        known="As above.",
    ),
)

NOT_RUN = (
    NotRun(
        "asks-bit-by-bit",
        "Hands in a hundred times, and learns a little of the hidden inputs from how each check ends.",
        "Not stopped: an end is what grading tells. Of a hidden check that is its verdict, the class of one of "
        "Python's own exceptions, and its share of the points. Inputs differ from course to course; limit the "
        "attempts in the module's configuration.",
    ),
    NotRun(
        "tells-by-time",
        "Sleeps as long as a hidden input is large, and reads the time that grading took.",
        "Not stopped where the time of a grading is shown; it tells a digit or two for each time that something is "
        "handed in. The answer is the same as above.",
    ),
)

"""Right answers by means that the task does not want."""

from __future__ import annotations

from ..attack import Attack, Layer, Naive

ATTACKS = (
    Attack(
        name="table-of-known-inputs",
        does="Returns what it knows to be right for the inputs that it has seen in the tests that students have.",
        code="""
            known = {7: [0, 2, 4, 6], 10: [0, 2, 4, 6, 8], 20: [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]}

            def evens(n):
                return known.get(n, [])
        """,
        task="evens",
        by=(Layer.CHECK,),
        known="The inputs of hidden checks come from the course's secret.",
        naive=Naive.FULL,
    ),
    Attack(
        name="calls-the-library",
        does="Calls the library's function that it was to write.",
        code="""
            import math

            def floor_root(x):
                return math.isqrt(x)
        """,
        task="floor_root",
        by=(Layer.NAMES,),
        ends=("FORBIDDEN",),
        says="floor_root must be written without math.isqrt",
        known="The verdict says so.",
        naive=Naive.FULL,
    ),
    Attack(
        name="calls-the-library-by-a-helper",
        does="The same, imported under another name, and called in a helper in another file.",
        code="""
            from .helper import down

            def floor_root(x):
                return down(x)
        """,
        more={
            "v01_vault/helper.py": "from math import isqrt as down_to\n\n\ndef down(x):\n    return down_to(x)\n"
        },
        task="floor_root",
        by=(Layer.NAMES,),
        ends=("FORBIDDEN",),
        says="floor_root must be written without math.isqrt",
        known="As above.",
        naive=Naive.FULL,
    ),
    Attack(
        name="hides-from-the-scanner",
        does="The same behind a byte order mark, form feeds, and a file that says it is in UTF-7.",
        code="""
            from .hidden import floor_root
        """,
        more={
            "v01_vault/hidden.py": "\ufeff# coding: utf-8\n\f\nimport math as m\n\n\n\fdef floor_root(x):\n    return m.isqrt(x)\n",
            "v01_vault/seven.py": "# coding: utf-7\nimport math\n\n\ndef floor_root(x):\n    return math.+AGkAcwBxAHIAdA-(x)\n",
        },
        task="floor_root",
        by=(Layer.NAMES, Layer.INTAKE),
        ends=("FORBIDDEN",),
        says="floor_root must be written without math.isqrt",
        known="What is searched are the bytes that are run, and only encodings that people write in are read.",
    ),
    Attack(
        name="spells-the-name-at-run-time",
        does="Puts the function's name together at run time.",
        code="""
            def floor_root(x):
                return getattr(__import__("ma" + "th"), "isq" + "rt")(x)
        """,
        task="floor_root",
        by=(Layer.NOTHING,),
        ends=("PASSED",),
        known="Which means code uses cannot be decided in general. Give the task a variant that no library offers, or "
        "look at the code.",
        naive=Naive.FULL,
        earns=True,
    ),
    Attack(
        name="runs-hidden-code",
        does="Runs code that stands in it as base64.",
        code="""
            import base64

            def floor_root(x):
                names = {"x": x}
                exec(base64.b64decode("aW1wb3J0IG1hdGgKeSA9IG1hdGguaXNxcnQoeCk="), names)
                return names["y"]
        """,
        task="floor_root",
        by=(Layer.NOTHING,),
        ends=("PASSED",),
        known="As above.",
        naive=Naive.FULL,
        earns=True,
    ),
    Attack(
        name="ships-its-answers",
        does="Hands in a file with the answers for all inputs that there can be, and reads them from there.",
        code="""
            import json

            answers = json.loads(Path(__file__).with_name("answers.json").read_text())

            def evens(n):
                return answers[n]
        """,
        more={
            "v01_vault/answers.json": str([list(range(0, n, 2)) for n in range(100)]),
        },
        task="evens",
        by=(Layer.NOTHING,),
        ends=("PASSED",),
        known="Data files are taken along, up to 50 MB. Where inputs are few, or weights could be brought along, let the "
        "check draw from many, or train.",
        naive=Naive.FULL,
        earns=True,
    ),
    Attack(
        name="pickle-with-a-surprise",
        does="Hands in a pickle that runs a program when it is opened, and opens it.",
        code="""
            import pickle

            class Surprise:
                __reduce__ = lambda self: (os.system, ("sleep 9",))

            def answer(x):
                seen["status"] = str(pickle.loads(pickle.dumps(Surprise())) != 0)
                tried("program", lambda: os.posix_spawn("/bin/sleep", ["sleep", "9"], {}))
                return report()
        """,
        by=(Layer.SPLIT, Layer.SECCOMP),
        shows={"status": "True", "program": "EPERM"},
        known="It is opened in the worker, where no program runs. The grader itself opens no file of a submission but "
        "Python sources, and those as text.",
    ),
)

"""Sources that are meant to hurt whoever parses them."""

from __future__ import annotations

from ..attack import Attack, Layer

_APART = (
    "The search for names is a process of its own with little time and memory; what cannot be "
    "searched counts as a use."
)
_SOURCES = (
    (
        "deeply-nested-source",
        "Hands in source that is nested a hundred thousand times, where a task has forbidden names to look for.",
        "    return " + "(" * 10**5 + "\n",
        "What Python itself cannot read is left out: to import it would be a SyntaxError.",
    ),
    (
        "long-chain-of-attributes",
        "Hands in `a.b.b.b...`, longer than Python's own recursion allows.",
        f"    return a{'.b' * 2000}\n",
        "Names are read without recursion.",
    ),
    (
        "source-that-takes-long-to-search",
        "Hands in as many chains of attributes as a file may hold, so that the search for names takes long.",
        f"    a{'.b' * 800}\n" * 150,
        _APART,
    ),
    (
        "source-that-takes-long-to-parse",
        "Hands in a text with as many places for values as a file may hold: Python's own parser takes a time for it "
        "that grows with their square.",
        f"    return f'{'{x}' * 80_000}'\n",
        _APART,
    ),
)

ATTACKS = tuple(
    Attack(
        name=name,
        does=does,
        more={"v01_vault/more.py": f"def floor_root(x):\n{body}"},
        code="""
            def floor_root(x):
                return "?"
        """,
        task="floor_root",
        by=(Layer.NAMES,),
        ends=("FAILED", "FORBIDDEN"),
        seconds=25.0,
        known=known,
    )
    for name, does, body, known in _SOURCES
)

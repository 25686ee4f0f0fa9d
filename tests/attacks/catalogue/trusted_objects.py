"""Attacks on objects of the judge that submissions may use."""

from __future__ import annotations

from ..attack import Attack, Layer, Naive

ATTACKS = (
    Attack(
        name="asks-the-oracle-for-more",
        does="Reads the trusted object's number instead of asking for it.",
        code="""
            def search(oracle, low, high):
                return oracle.number
        """,
        task="search",
        by=(Layer.CHANNEL,),
        ends=("ERROR",),
        known="What it holds has the offered methods and nothing else.",
        naive=Naive.FULL,
    ),
    Attack(
        name="calls-other-methods",
        does="Takes the question out of the offered method, and asks for attributes that are not offered.",
        code="""
            def search(oracle, low, high):
                slot, _, asked = (cell.cell_contents for cell in sorted_cells(oracle.too_high))
                for name in ("__getattribute__", "number", "__class__"):
                    return asked(slot, name, ("number",), {})

            def sorted_cells(method):
                cells = dict(zip(method.__code__.co_freevars, method.__closure__))
                return [cells["slot"], cells["name"], cells["asked"]]
        """,
        task="search",
        by=(Layer.CHANNEL,),
        known="The check ends at the first question for a method that is not offered.",
    ),
    Attack(
        name="resets-the-budget",
        does="Asks a thousand questions, and sets their count back to zero after each.",
        code="""
            def search(oracle, low, high):
                for guess in range(low, high + 1):
                    if oracle.too_high(guess):
                        return guess - 1
                    for name in ("calls", "calls_of", "max_calls"):
                        setattr(oracle, name, 0)
                return high
        """,
        task="search",
        by=(Layer.CHANNEL,),
        known="The judge counts, and the check ends at the thirteenth.",
        naive=Naive.FULL,
    ),
    Attack(
        name="spends-the-judges-time",
        does="Asks a trusted object without end.",
        code="""
            def search(oracle, low, high):
                while True:
                    oracle.too_high(low)
        """,
        task="search",
        by=(Layer.CHANNEL,),
        known="The check ends at the thirteenth question.",
    ),
    Attack(
        name="hostile-arguments",
        does="Asks a trusted object with nan, huge numbers, objects, and lists of a million entries.",
        code="""
            def search(oracle, low, high):
                for guess in (float("nan"), 10**4000, "9" * 10**6, object(), [0] * 10**6, {1: [[]]}, None):
                    try:
                        oracle.too_high(guess)
                    except Exception:
                        continue
                return -1
        """,
        task="search",
        by=(Layer.CHANNEL,),
        ends=("FAILED", "TIMEOUT"),
        known="They cross under the same caps as all values; what the object makes of them comes back as a text.",
    ),
)

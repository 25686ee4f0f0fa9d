"""Answers that are meant to hurt whoever reads them."""

from __future__ import annotations

from ..attack import Attack, Layer

ATTACKS = (
    Attack(
        name="endless-list",
        does="Returns a list whose iterator never ends.",
        code="""
            import itertools

            class Endless(list):
                def __iter__(self):
                    return itertools.repeat(0)

            def evens(n):
                return Endless()
        """,
        task="evens",
        by=(Layer.CHANNEL, Layer.LIMITS),
        ends=("MEMORY", "TIMEOUT"),
        known="The worker spends its own time and memory on it.",
    ),
    Attack(
        name="list-in-itself",
        does="Returns a list that holds itself.",
        code="""
            def evens(n):
                numbers = []
                numbers.append(numbers)
                return numbers
        """,
        task="evens",
        by=(Layer.CHANNEL,),
        known="At most 32 levels cross.",
    ),
    Attack(
        name="colliding-keys",
        does="Returns a dict whose keys all have one hash, and takes the check of keys out of its own end.",
        code="""
            from autograder.channel import reader, wire

            wire.is_key = reader.is_key = lambda key: True
            reader.collide = lambda keys: False

            def evens(n):
                return {k * (2**61 - 1): 0 for k in range(1500)}
        """,
        task="evens",
        by=(Layer.CHANNEL,),
        ends=("CRASHED", "FAILED"),
        known="The judge reads with checks of its own, and kills the worker.",
    ),
    Attack(
        name="message-too-deep",
        does="Sends the judge a message that is nested a hundred thousand times, past its own end's caps.",
        code="""
            from autograder.channel import frames

            def evens(n):
                deep = b"l\\1\\0\\0\\0" * 10**5 + b"N"
                frames.encode = lambda *_: deep
                return []
        """,
        task="evens",
        by=(Layer.CHANNEL,),
        ends=("CRASHED",),
        known="The judge's reader stops at its cap.",
    ),
    Attack(
        name="message-too-large",
        does="Announces a message of four gigabytes, and sends as much of it as it can.",
        code="""
            import struct

            def evens(n):
                os.write(channel(), struct.pack("<I16s", 2**32 - 1, bytes(16)))
                while True:
                    os.write(channel(), bytes(2**20))
        """,
        task="evens",
        by=(Layer.CHANNEL,),
        ends=("CRASHED",),
        known="The judge refuses the length before it reads on.",
    ),
    Attack(
        name="message-that-swells",
        does="Sends ten megabytes that are two million empty lists where they are read.",
        code="""
            import struct
            from autograder.channel import frames
            from autograder.channel.wire import encode

            def evens(n):
                many = b"l" + struct.pack("<I", 1_900_000) + b"l\\0\\0\\0\\0" * 1_900_000
                frames.encode = lambda *_: b"t\\3\\0\\0\\0" + encode("value") + many + encode("")
                return []
        """,
        task="evens",
        by=(Layer.CHANNEL,),
        ends=("CRASHED", "FAILED", "TIMEOUT"),
        spares_others=False,
        seconds=12.0,
        known="What a message may hold is counted by what it takes to build.",
    ),
    Attack(
        name="array-of-nothing",
        does="Returns an array of 67 million rows without entries, which is nothing to send, and half a gigabyte where "
        "its rows are summed.",
        code="""
            import numpy

            def weights(x):
                return numpy.empty((2**26, 0))
        """,
        task="weights",
        by=(Layer.CHECK,),
        seconds=12.0,
        known="Numbers are judged where there are some.",
    ),
    Attack(
        name="sets-in-sets",
        does="Sends 150 bytes that are a set in a set in a set, thirty times, around a text of quotation marks: putting "
        "it in order by its spelling takes a gigabyte.",
        code="""
            import struct
            from autograder.channel import frames
            from autograder.channel.wire import encode

            def answer(x):
                nested = encode("'\\"" + chr(92))
                for _ in range(28):
                    nested = b"e" + struct.pack("<I", 1) + nested
                frames.encode = lambda *_: b"t\\3\\0\\0\\0" + encode("value") + nested + encode("")
        """,
        by=(Layer.CHANNEL,),
        ends=("CRASHED", "FAILED", "TIMEOUT"),
        spares_others=False,
        seconds=12.0,
        known="Nothing that is read takes more than its size to handle.",
    ),
    Attack(
        name="million-objects",
        does="Returns a million objects that cannot cross.",
        code="""
            def evens(n):
                return [object()] * 10**6
        """,
        task="evens",
        by=(Layer.CHANNEL, Layer.DEADLINE),
        ends=("FAILED", "TIMEOUT", "MEMORY"),
        known="Nothing is kept for them: only a word arrives for each, within the caps of a message.",
    ),
    Attack(
        name="segfaults",
        does="Reads address 0.",
        code="""
            def evens(n):
                ctypes.string_at(0)
        """,
        task="evens",
        by=(Layer.SPLIT,),
        ends=("CRASHED",),
        known="The worker dies alone; the next check has a new one.",
    ),
    Attack(
        name="aborts",
        does="Calls abort, which writes a core dump.",
        code="""
            def evens(n):
                os.abort()
        """,
        task="evens",
        by=(Layer.SPLIT, Layer.LIMITS),
        ends=("CRASHED",),
        known="As above, and the limit for core dumps is 0.",
    ),
)

"""Attacks on the channel between judge and worker."""

from __future__ import annotations

from ..attack import Attack, Layer

ATTACKS = (
    Attack(
        name="forges-replies",
        does="Writes forged replies into every descriptor, and leaves.",
        code="""
            def evens(n):
                from autograder.channel.wire import encode

                reply = frame(encode(("value", list(range(0, n, 2)), "")))
                for number in range(64):
                    try:
                        os.write(number, reply * 3)
                    except OSError:
                        continue
                os._exit(0)
        """,
        task="evens",
        by=(Layer.CHANNEL,),
        ends=("CRASHED",),
        known="A reply must repeat the random number of its question.",
    ),
    Attack(
        name="answers-before-the-question",
        does="Writes replies from a thread all the time, so that one is there before the question.",
        code="""
            def flood():
                while True:
                    os.write(channel(), frame(b"N"))
                    time.sleep(0.001)

            def evens(n):
                threading.Thread(target=flood, daemon=True).start()
                time.sleep(0.1)
                return []
        """,
        task="evens",
        by=(Layer.CHANNEL,),
        ends=("CRASHED",),
        known="The worker is killed at the first reply that answers no question.",
    ),
    Attack(
        name="steals-the-random-number",
        does="Finds the connection in its own memory and replies with the right number, instead of returning.",
        code="""
            import gc

            def evens(n):
                for each in gc.get_objects():
                    if type(each).__name__ == "Connection":
                        each.reply(("value", True, ""))
                        each.reply(("passed", 1.0, ""))
                os._exit(0)
        """,
        task="evens",
        by=(Layer.CHANNEL,),
        ends=("FAILED", "CRASHED"),
        spares_others=False,
        known="A reply is a returned value, whoever writes it.",
    ),
    Attack(
        name="replies-of-no-known-form",
        does="Takes the checks out of its own end of the channel, and sends what no honest worker sends.",
        code="""
            def evens(n):
                worker = sys.modules["autograder.sandbox.worker"]
                worker.packed = lambda outcome: ("passed", [[[None]]])
                return []
        """,
        task="evens",
        by=(Layer.CHANNEL,),
        ends=("CRASHED",),
        spares_others=False,
        known="The worker is killed at an answer of another form.",
    ),
    Attack(
        name="sends-descriptors",
        does="Sends open descriptors along with a message, to fill the judge's table.",
        code="""
            import array, socket

            def answer(x):
                link = socket.socket(fileno=channel())
                kept = array.array("i", [0, 1, 2])
                rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, kept)]
                tried("send", lambda: link.sendmsg([b"x"], rights))
                link.detach()
                return report()
        """,
        by=(Layer.SECCOMP, Layer.CHANNEL),
        shows={"send": "EPERM"},
        known="And the judge would never take them: it reads without asking for descriptors.",
    ),
)

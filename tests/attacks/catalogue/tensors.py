"""Attacks on and with tensors."""

from __future__ import annotations

from ..attack import Attack, Layer

_MODULE = {"module": "v02_tensors", "seconds": 12.0}

ATTACKS = (
    Attack(
        **_MODULE,
        name="tensor-that-lies",
        does="Returns a subclass of Tensor that answers for torch's functions itself, and says that all is close.",
        code="""
            import torch

            class Lying(torch.Tensor):
                @classmethod
                def __torch_function__(cls, function, types, args=(), kwargs=None):
                    return True

            def softmax(x):
                return torch.zeros_like(x).as_subclass(Lying)
        """,
        task="softmax",
        by=(Layer.CHANNEL,),
        ends=("FAILED", "ERROR"),
        known="A plain tensor of its bytes arrives, or nothing.",
    ),
    Attack(
        **_MODULE,
        name="patches-torch",
        does="Replaces `allclose`, `equal` and `assert_close` of torch.",
        code="""
            import torch

            def softmax(x):
                torch.allclose = torch.equal = torch.isclose = lambda *_, **__: True
                torch.testing.assert_close = torch.Tensor.__eq__ = lambda *_, **__: True
                return torch.zeros(2, 3)
        """,
        task="softmax",
        by=(Layer.SPLIT,),
        known="The judge has a torch of its own.",
        spares_others=False,
    ),
    Attack(
        **_MODULE,
        name="bools-that-are-two",
        does="Returns a tensor of bools whose bytes are 2, so that they are true and not equal to true.",
        code="""
            import torch

            def chosen(x):
                return torch.full(x.shape, 2, dtype=torch.uint8).view(torch.bool)
        """,
        task="chosen",
        by=(Layer.CHANNEL,),
        known="A byte other than 0 and 1 arrives as true.",
    ),
    Attack(
        **_MODULE,
        name="starts-threads-in-torch",
        does="Has torch use 64 threads, to be faster than others, or to slow them down.",
        code="""
            import torch

            def softmax(x):
                torch.set_num_threads(64)
                y = torch.ones(300, 300)
                for _ in range(20):
                    y = (y @ y).tanh()
                return torch.zeros_like(x)
        """,
        task="softmax",
        by=(Layer.LIMITS, Layer.DEADLINE),
        ends=("FAILED", "TIMEOUT", "MEMORY", "CRASHED", "ERROR"),
        spares_others=False,
        known="The CPU time of all its threads is counted.",
    ),
    Attack(
        **_MODULE,
        name="allocates-tensors",
        does="Asks for a tensor of four gigabytes, and for one in shared memory.",
        code="""
            import torch

            def softmax(x):
                tried("shared", lambda: torch.zeros(1000).share_memory_())
                return torch.ones(1 << 30).reshape(-1, 3)[:2]
        """,
        task="softmax",
        by=(Layer.LIMITS,),
        ends=("MEMORY",),
        known="The limit on address space.",
    ),
    Attack(
        **_MODULE,
        name="calls-torchs-own",
        does="Calls torch's own softmax as a method.",
        code="""
            def softmax(x):
                return x.softmax(-1)
        """,
        task="softmax",
        by=(Layer.NAMES,),
        ends=("FORBIDDEN",),
        known="The verdict says so.",
    ),
    Attack(
        **_MODULE,
        name="calls-torch-by-another-path",
        does="Reaches the same function through torch's inner modules.",
        code="""
            import torch

            def softmax(x):
                return torch.ops.aten._softmax(x, -1, False)
        """,
        task="softmax",
        by=(Layer.NOTHING,),
        ends=("PASSED",),
        known="Which means code uses cannot be decided in general.",
        earns=True,
    ),
    Attack(
        **_MODULE,
        name="lets-autograd-do-it",
        does="Uses autograd for a backward pass that was to be written by hand.",
        code="""
            def backward(x, upstream):
                x = x.clone().requires_grad_()
                x.tanh().backward(upstream)
                return x.grad
        """,
        task="backward",
        by=(Layer.NOTHING,),
        ends=("PASSED",),
        known="The task did not forbid it. Forbid `torch.autograd` and `torch.Tensor.backward`, or give numpy arrays.",
        earns=True,
    ),
)

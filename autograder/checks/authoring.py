"""What a check is written with, besides `expect`: `task`, `probe`, and seeded inputs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from types import ModuleType
from typing import Any, TypeVar

from autograder.channel.implementation import Implementation
from autograder.late import np

Check = TypeVar("Check", bound=Callable[..., None])

PROBE_MARK = "__autograder_probe__"
TASK_MARK = "__autograder_task__"


def task(name: str) -> Callable[[Check], Check]:
    """Say which task a check grades; every check has one.

    ::

        @task("softmax")
        def test_rows_sum_to_one(student, rng):
            \"\"\"Every row of the result sums to one.\"\"\"
            (x,) = tensors(rng, (3, 5))
            expect(student.softmax(x, dim=1)).sums_to(1.0, dim=1)
    """

    def mark(check: Check) -> Check:
        setattr(check, TASK_MARK, name)
        return check

    return mark


def probe(function: Callable[..., Any]) -> Callable[..., Any]:
    """Make a function of ``tests/probes.py`` run beside the student's code and the reference.

    It gets the implementation and plain arguments and returns raw plain data for the check to
    judge, never a judgement of its own::

        @probe
        def gradient(impl, x, upstream):
            x = x.clone().requires_grad_()
            impl.softmax(x, dim=-1).backward(upstream)
            return x.grad

    and in a check: ``expect(gradient(student, x, g)).close_to(gradient(reference, x, g))``.
    """

    @wraps(function)
    def call(impl: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(impl, Implementation):
            return impl.run("probe", function.__name__, args, kwargs)
        return function(impl, *args, **kwargs)

    setattr(call, PROBE_MARK, True)
    return call


def probes_of(module: ModuleType) -> dict[str, Callable[..., Any]]:
    """The probes that a ``probes.py`` defines, by name."""
    return {name: value for name, value in vars(module).items() if hasattr(value, PROBE_MARK)}


def arrays(
    rng: np.random.Generator, *shapes: Sequence[int], scale: float = 1.0, dtype: str = "float64"
) -> tuple[Any, ...]:
    """Standard normal numpy arrays times ``scale``, one per shape.

    ``weights, bias = arrays(rng, (4, 3), (3,))``
    """
    return tuple((rng.standard_normal(tuple(shape)) * scale).astype(dtype) for shape in shapes)


def tensors(
    rng: np.random.Generator, *shapes: Sequence[int], scale: float = 1.0, dtype: str = "float64"
) -> tuple[Any, ...]:
    """Standard normal torch tensors times ``scale``, one per shape; the same numbers as `arrays`.

    ``q, k, v = tensors(rng, (2, 5, 8), (2, 7, 8), (2, 7, 3), dtype="float32")``
    """
    import torch

    wide = arrays(rng, *shapes, scale=scale)
    return tuple(torch.from_numpy(np.asarray(array)).to(getattr(torch, dtype)) for array in wide)

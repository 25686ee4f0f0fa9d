"""What the launcher does once so that no fork has to: import libraries and what they import
lazily.
"""

from __future__ import annotations

import gc
import importlib
from collections.abc import Callable, Iterable

from autograder.late import np

LIBRARIES = ("numpy", "torch", "gymnasium")
OPTIMISERS = "torch.optim"
"""Asks for the first step of an optimiser too, which imports 800 modules more."""
UPSTREAM = "torch.autograd"
"""Asks for what the first backward pass from a given gradient imports: sympy, in 0.4 s."""


def warm_up(libraries: Iterable[str]) -> None:
    """Import ``libraries`` and what their first use would import, then freeze the heap for
    forking.

    Nothing is collected before: what that frees lies scattered over all pages, and as every fork
    fills the gaps it gets a copy of its own of each. With torch that took 13 MB more in all, and
    0.3 s of processor time.
    """
    gc.disable()
    for name in LIBRARIES:
        if name in set(libraries):
            importlib.import_module(name)
            _FIRST_USES.get(name, _nothing)()
    if OPTIMISERS in set(libraries):
        _first_step()
    if UPSTREAM in set(libraries):
        importlib.import_module("torch.fx.experimental.symbolic_shapes")
    import autograder.sandbox.worker  # noqa: F401  (loaded once here instead of in every fork)

    # Every judge and worker uses numpy, whatever its module does. A worker must not import it late:
    # what a student's code puts in front of imports would be asked.
    np.random.get_state()

    gc.freeze()


def _nothing() -> None:
    return None


def _first_use_of_torch() -> None:
    """One thread from before the first operation, else forks can hang; then one small use of each
    kind.

    A backward pass is left out on purpose: torch refuses it in a fork of a process that has made
    one.
    """
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(torch.initial_seed())  # every worker is seeded, and the first time costs 5 ms
    values = torch.linspace(0.1, 1.0, 64)
    for operation in (torch.exp, torch.sqrt, torch.log, torch.tanh):
        operation(values)
    torch.softmax(values.reshape(8, 8) @ values.reshape(8, 8), dim=-1)


def _first_step() -> None:
    import torch

    parameter = torch.nn.Parameter(torch.zeros(2))
    parameter.grad = torch.zeros(2)
    torch.optim.Adam([parameter]).step()


_FIRST_USES: dict[str, Callable[[], None]] = {"torch": _first_use_of_torch}

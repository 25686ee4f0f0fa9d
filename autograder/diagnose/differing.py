"""Where one implementation answers a call otherwise than the right one, and in which manner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograder.channel.describe import dtype_name, is_array, is_tensor
from autograder.channel.outcome import Outcome, Raised, Unsendable, Value
from autograder.checks.compare import Tolerance, difference
from autograder.diagnose.places import is_generator, is_plain, places, put
from autograder.diagnose.simpler import seeded
from autograder.late import np

_CLEARLY = Tolerance(rtol=1e-2, atol=1e-3)
APART = Tolerance(rtol=1e-4, atol=1e-6)
"""As far apart as `diagnose.answers` takes for another answer."""

_SEEDS = range(1, 5)

Arguments = tuple[tuple[Any, ...], dict[str, Any]]
Ask = Callable[[Arguments], Outcome]
"""Makes one call of one side."""


@dataclass(frozen=True)
class Failure:
    """A call that goes wrong: its arguments, what came back, and the right value."""

    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    got: Outcome
    right: Any


class Differing:
    """Asks both sides the same, and says where they differ as they did for the first call."""

    def __init__(self, student: Ask, reference: Ask) -> None:
        self._student, self._reference = student, reference
        self._first: tuple[Any, str, Tolerance] | None = None

    def accepts(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
        """Whether the right side gives a value for a call."""
        return isinstance(self._reference((args, kwargs)), Value)

    def __call__(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Failure | None:
        """None where the two agree, differ in another manner, or the call itself is not right."""
        right = self._reference((args, kwargs))
        if not isinstance(right, Value) or not is_plain(right.value):
            return None
        if self._first is not None and form(right.value) != self._first[0]:
            return None
        got = self._student((args, kwargs))
        tolerance = self._first[2] if self._first else _tolerance(got, right.value)
        manner = how(got, right.value, tolerance)
        self._first = self._first or (form(right.value), manner, tolerance)
        same = manner and manner == self._first[1]
        return Failure(args, kwargs, got, right.value) if same else None


def _tolerance(got: Outcome, right: Any) -> Tolerance:
    """What was clearly wrong must stay so: else the search would end in rounding errors."""
    return _CLEARLY if how(got, right, _CLEARLY) else APART


def discloses(expected: Any, right: Any) -> bool:
    """Whether what a check compared with is the right answer to a call, or a part of it."""
    parts = [right, *(right if isinstance(right, list | tuple) else ())]
    return any(not difference(expected, part, APART) for part in parts)


def how(got: Outcome, right: Any, tolerance: Tolerance = APART) -> str:
    """In which manner an answer is wrong; "" where it is not."""
    if isinstance(got, Raised):
        return f"raised {got.types[0]}"
    if isinstance(got, Unsendable):
        return "nothing that can be compared"
    if not difference(got.value, right, tolerance):
        return ""
    mine, theirs = form(got.value), form(right)
    if mine != theirs:
        return "form" if mine[:-1] != theirs[:-1] else "not finite"
    return "value"


def form(value: Any) -> tuple[Any, ...]:
    """What a value is: its types, numbers of dimensions and dtypes, and whether it is finite."""
    return _types(value), _finite(value)


def _types(value: Any) -> Any:
    if is_array(value):
        return is_tensor(value), value.ndim, dtype_name(value)
    if isinstance(value, tuple):
        return tuple(map(_types, value))
    return "integer" if isinstance(value, np.integer) else type(value).__name__


def _finite(value: Any) -> bool:
    if is_array(value):
        numbers = value.detach().resolve_conj() if is_tensor(value) else value
        kind = dtype_name(numbers)
        if is_tensor(numbers) and kind == "bfloat16":
            numbers = numbers.float()
        return not kind.startswith(("float", "bfloat", "complex")) or bool(
            np.isfinite(np.asarray(numbers)).all()
        )
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return all(map(_finite, value))
    return not isinstance(value, float) or bool(np.isfinite(value))


def draws(ask: Ask, reseed: Callable[[int], None], args: Arguments, *, given: bool = True) -> bool:
    """Whether chance decides what a call gives: it gives something else with other seeds. With
    ``given``, the generators among its arguments are other ones too.
    """
    first: Outcome | None = None
    for seed in _SEEDS:
        reseed(seed)
        outcome = ask(_with_seed(args, seed) if given else args)
        if first is not None and not _alike(first, outcome):
            return True
        first = outcome
    return False


def _with_seed(args: Arguments, seed: int) -> Any:
    for at, value in list(places(args)):
        if is_generator(value):
            args = put(args, at, seeded(value, seed))
    return args


def _alike(one: Outcome, two: Outcome) -> bool:
    if isinstance(one, Value) and isinstance(two, Value):
        return not difference(_settled(one.value), _settled(two.value), Tolerance(1e-6, 1e-9))
    return type(one) is type(two)


def _settled(value: Any) -> Any:
    """A value without its generators, which differ because they were given differently."""
    for at, inner in list(places(value)):
        if is_generator(inner):
            value = put(value, at, None)
    return value

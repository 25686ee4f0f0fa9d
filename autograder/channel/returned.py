"""What came back from the student's code: opaque until `expect` has looked at its type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn

from autograder.channel.advice import advised
from autograder.channel.outcome import CheckEnded, Outcome, Raised, Unsendable, Value
from autograder.errors import AuthoringError
from autograder.model import Verdict


@dataclass(frozen=True)
class CallRecord:
    """One call in the transcript: what was asked, what came back, and how long the judge waited."""

    side: str
    """``student`` or ``reference``."""
    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    outcome: Outcome
    seconds: float
    prints: str = ""
    restated: Callable[[], str] = str

    @property
    def text(self) -> str:
        """The call as a report restates it."""
        return self.restated()


@dataclass(eq=False, repr=False)
class Returned:
    """The result of one call, or a part of it. Nothing but `expect` and `student` takes it."""

    _record: CallRecord
    _outcome: Outcome
    _part: str = ""
    _judged: list[bool] = field(default_factory=lambda: [False])

    def __repr__(self) -> str:
        return f"<what {subject(self)} returned>"

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("_"):
            raise AttributeError(name)
        self._refuse()

    def _refuse(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise AuthoringError(
            f"the check uses what {self._record.text} returned before `expect` has judged it. "
            "Judge it with expect(...).has_shape(...) or another method, then take `.value`."
        )

    __bool__ = __len__ = __iter__ = __next__ = __reversed__ = __contains__ = _refuse
    __getitem__ = __setitem__ = __delitem__ = __call__ = __enter__ = __exit__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __pow__ = __rpow__ = _refuse
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _refuse
    __divmod__ = __rdivmod__ = __matmul__ = __rmatmul__ = __lshift__ = __rlshift__ = _refuse
    __rshift__ = __rrshift__ = __and__ = __rand__ = __or__ = __ror__ = __xor__ = __rxor__ = _refuse
    __neg__ = __pos__ = __abs__ = __invert__ = __round__ = __trunc__ = __floor__ = __ceil__ = (
        _refuse
    )
    __float__ = __int__ = __complex__ = __index__ = __array__ = __str__ = __format__ = _refuse
    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __ne__ = _refuse
    __hash__ = object.__hash__


def record_of(returned: Returned) -> CallRecord:
    """The call that ``returned`` came from."""
    return returned._record


def is_judged(returned: Returned) -> bool:
    """Whether an `expect` has looked at ``returned`` or it was passed on to the student's code."""
    return returned._judged[0]


def peek(returned: Returned) -> Outcome:
    """The outcome itself, for `expect` alone; it counts as judged from here on."""
    returned._judged[0] = True
    return returned._outcome


def part_of(returned: Returned, value: Any, where: str) -> Returned:
    """An item of a judged container, opaque again, with its place in words."""
    return Returned(returned._record, Value(value), returned._part + where)


def subject(returned: Returned) -> str:
    """What a failure is about, in words: the call, and the part of its result."""
    return returned._record.text + (f" at {returned._part}" if returned._part else "")


def value_or_end(returned: Returned) -> Any:
    """The plain value; ends the check with ERROR or FAILED where there is none."""
    outcome = peek(returned)
    if isinstance(outcome, Raised):
        if outcome.original is not None:
            raise outcome.original
        message = error_message(returned, outcome)
        raise CheckEnded(Verdict.ERROR, message, outcome.types[0])
    if isinstance(outcome, Unsendable):
        message = f"{subject(returned)} returned something that cannot be judged: {outcome.reason}"
        raise CheckEnded(Verdict.FAILED, message)
    return outcome.value


def error_message(returned: Returned, raised: Raised) -> str:
    """The exception as a student reads it: the call, what was raised, and where in their code."""
    lines = [f"{subject(returned)} raised {raised.summary}"]
    return "\n  ".join([*lines, *advised(raised)])

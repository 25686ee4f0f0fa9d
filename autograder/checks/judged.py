"""What every method of an expectation stands on: the value, a failure in words, and the end."""

from __future__ import annotations

from typing import Any, NoReturn, Self

from autograder.channel.outcome import CheckEnded
from autograder.channel.returned import Returned, subject, value_or_end
from autograder.checks.observe import observations
from autograder.errors import AuthoringError
from autograder.model import Verdict


class PartialCredit(CheckEnded):
    """FAILED, with a share of the points; made by `Expectation.fraction`."""

    def __init__(self, share: float, message: str) -> None:
        super().__init__(Verdict.FAILED, message)
        self.share = share


class Judged:
    """One value under judgement."""

    def __init__(self, value: Any, label: str | None) -> None:
        self._given, self._label = value, label
        self._typed = not isinstance(value, Returned)

    @property
    def value(self) -> Any:
        """The plain value, once a method of this chain has judged its type (and shape).

        ``weights = expect(student.softmax(x, 0)).has_shape((3, 4)).value``
        """
        if not self._typed:
            raise AuthoringError(
                "expect(...).value is read before the value's type (of an array, its shape) was "
                "judged. Call has_shape, has_type, has_length, close_to or equal_to first."
            )
        return self._plain

    @property
    def _plain(self) -> Any:
        return value_or_end(self._given) if isinstance(self._given, Returned) else self._given

    def _words(self, what: str) -> str:
        given = self._given
        name = self._label or (subject(given) if isinstance(given, Returned) else "the value")
        return "\n".join([name, *(f"  {line}" for line in what.split("\n"))])

    def _fail(self, what: str, cause: BaseException | None = None) -> NoReturn:
        __tracebackhide__ = True
        raise CheckEnded(Verdict.FAILED, self._words(what)) from cause

    def _compare(self, what: str, expected: Any) -> Self:
        """Fail with ``what`` unless it is empty; ``expected`` is what the value was compared with,
        and its type is known from here on.
        """
        __tracebackhide__ = True
        if what:
            compared = (self._plain, expected)
            raise CheckEnded(Verdict.FAILED, lambda: self._noted(what, expected), compared=compared)
        self._typed = True
        return self

    def _noted(self, what: str, expected: Any) -> str:
        return self._words("\n".join([what, *observations(self._plain, expected)]))

    def _demand(self, what: str) -> Self:
        """Fail with ``what`` unless it is empty."""
        __tracebackhide__ = True
        if what:
            self._fail(what)
        return self

    def _settle(self, what: str) -> Self:
        """The same; the value's type is known from here on."""
        __tracebackhide__ = True
        self._demand(what)
        self._typed = True
        return self

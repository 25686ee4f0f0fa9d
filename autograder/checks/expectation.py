"""`expect`: the only way from a value of the student's code to a verdict."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, Self

import numpy as np

from autograder.channel.describe import is_array, kind, shorten
from autograder.channel.outcome import CheckEnded, Raised
from autograder.channel.returned import Returned, part_of, peek, record_of, subject, value_or_end
from autograder.channel.wire import Opaque
from autograder.checks import statistics
from autograder.checks.compare import (
    Tolerance,
    as_numbers,
    difference,
    dtype_difference,
    entries_difference,
)
from autograder.errors import AuthoringError
from autograder.model import Verdict


def expect(value: Any, label: str | None = None) -> Expectation:
    """Begin to judge ``value``: what a student's call returned, or a plain value made from one.

    Methods chain, and the first that does not hold ends the check with FAILED::

        expect(student.softmax(x, dim=0)).has_shape((3, 4)).close_to(reference.softmax(x, dim=0))

    ``label`` names a value that is not the direct result of a call, such as ``"the row sums"``.
    """
    return Expectation(value, label)


class Expectation:
    """One value under judgement; made by `expect`."""

    def __init__(self, value: Any, label: str | None) -> None:
        self._given, self._label, self._typed = value, label, not isinstance(value, Returned)

    # -- what every method needs -------------------------------------------------------------

    @property
    def _plain(self) -> Any:
        return value_or_end(self._given) if isinstance(self._given, Returned) else self._given

    def _fail(self, what: str) -> NoReturn:
        __tracebackhide__ = True
        given = self._given
        name = self._label or (subject(given) if isinstance(given, Returned) else "the value")
        raise CheckEnded(Verdict.FAILED, f"{name}\n{_indented(what)}")

    def _demand(self, what: str) -> Self:
        """Fail with ``what`` unless it is empty; the value's type is known from here on."""
        __tracebackhide__ = True
        if what:
            self._fail(what)
        self._typed = True
        return self

    @property
    def value(self) -> Any:
        """The plain value, once a method of this chain has judged its type (and shape).

        ``weights = expect(student.softmax(x, 0)).has_shape((3, 4)).value``
        """
        if not self._typed:
            raise AuthoringError(
                "expect(...).value is read before the value's type was judged. "
                "Call has_shape, has_type or another method first."
            )
        return self._plain

    # -- equality ------------------------------------------------------------------------------

    def close_to(
        self, expected: Any, *, rtol: float = 1e-5, atol: float = 1e-6, dtype: Any = None
    ) -> Self:
        """Numbers near ``expected``, entry by entry, in the same structure and shape.

        Any floating dtype will do for floating numbers unless ``dtype`` is given; nan matches nan.

        ``expect(student.sdpa(q, k, v)).close_to(reference.sdpa(q, k, v), rtol=1e-9, atol=1e-12)``
        """
        __tracebackhide__ = True
        return self._demand(difference(self._plain, expected, Tolerance(rtol, atol), dtype))

    def equal_to(self, expected: Any) -> Self:
        """Exactly ``expected``: types (a list is no tuple), structure and every value.

        ``expect(student.merge([1, 2, 1], (1, 2), 9)).equal_to([9, 1])``
        """
        __tracebackhide__ = True
        plain = self._plain
        if isinstance(expected, set | frozenset):
            return self._demand(_set_difference(plain, set(expected)))
        return self._demand(difference(plain, expected, None))

    # -- type and shape --------------------------------------------------------------------------

    def has_shape(self, shape: Sequence[int]) -> Self:
        """A numpy array or torch tensor of exactly this shape: ``.has_shape((2, 5))``."""
        __tracebackhide__ = True
        plain, wanted = self._plain, tuple(shape)
        if not is_array(plain):
            self._fail(f"got {kind(plain)}, expected an array or tensor of shape {wanted}")
        got = tuple(plain.shape)
        return self._demand("" if got == wanted else f"got shape {got}, expected {wanted}")

    def has_dtype(self, dtype: Any) -> Self:
        """An array or tensor with exactly this element type: ``.has_dtype(torch.float32)``."""
        __tracebackhide__ = True
        plain = self._plain
        if not is_array(plain):
            self._fail(f"got {kind(plain)}, expected an array or tensor of dtype {dtype}")
        what = dtype_difference(plain, dtype, exact=True)
        if what:
            self._fail(what)
        return self

    def has_type(self, wanted: type | tuple[type, ...]) -> Self:
        """A value of exactly this type, or one of these: ``.has_type(dict)``. bool is no int."""
        __tracebackhide__ = True
        plain, kinds = self._plain, wanted if isinstance(wanted, tuple) else (wanted,)
        right = any(_is_exactly(plain, one) for one in kinds)
        names = " or ".join(one.__name__ for one in kinds)
        return self._demand("" if right else f"got {kind(plain)}, expected {names}")

    def has_length(self, length: int) -> Self:
        """A str, bytes, list, tuple, dict or set with this many entries: ``.has_length(3)``."""
        __tracebackhide__ = True
        plain = self._plain
        if not isinstance(plain, str | bytes | list | tuple | dict | set):
            self._fail(f"got {kind(plain)}, expected {length} entries")
        return self._demand("" if len(plain) == length else f"got {kind(plain)}, expected {length} entries")

    def unpacks_to(self, count: int) -> list[Returned]:
        """The items of a tuple or list of ``count``, each opaque again.

        ``vocab, merges = expect(student.train(text, 300)).unpacks_to(2)``
        """
        __tracebackhide__ = True
        if not isinstance(self._given, Returned):
            raise AuthoringError("unpacks_to is for what a call returned. Unpack a plain value yourself.")
        plain = self._plain
        if not isinstance(plain, list | tuple) or len(plain) != count:
            self._fail(f"got {kind(plain)}, expected a tuple of {count}")
        return [part_of(self._given, item, f"[{index}]") for index, item in enumerate(plain)]

    # -- numbers ----------------------------------------------------------------------------------

    def _numbers(self) -> Any:
        """The value as a numpy array, where it is an array, a tensor or a number."""
        __tracebackhide__ = True
        plain = self._plain
        if is_array(plain):
            return as_numbers(plain)
        if isinstance(plain, bool) or not isinstance(plain, int | float | np.number):
            self._fail(f"got {kind(plain)}, expected numbers")
        return np.asarray(plain)

    def is_finite(self) -> Self:
        """No nan and no infinity anywhere: ``expect(student.softmax(huge, 0)).is_finite()``."""
        __tracebackhide__ = True
        numbers = self._numbers()
        bad = np.argwhere(~np.isfinite(numbers))
        if not len(bad):
            return self
        first = tuple(int(i) for i in bad[0])
        where = f" at {list(first)}" if first else ""
        self._fail(f"got {numbers[first]}{where}; {len(bad)} of {numbers.size} entries are not finite")

    def sums_to(
        self, total: Any, dim: int | None = None, *, rtol: float = 1e-6, atol: float = 1e-8
    ) -> Self:
        """Sums over ``dim`` (or over everything) near ``total``: ``.sums_to(1.0, dim=-1)``."""
        __tracebackhide__ = True
        numbers = self._numbers()
        if dim is not None and not -numbers.ndim <= dim < numbers.ndim:
            self._fail(f"got {kind(self._plain)}, which has no dimension {dim}")
        sums = np.asarray(numbers.sum(axis=dim))
        wanted = np.broadcast_to(np.asarray(total, dtype=np.float64), sums.shape)
        what = entries_difference(sums.astype(np.float64), wanted, Tolerance(rtol, atol))
        axis = "all entries" if dim is None else f"dim {dim}"
        return self._demand(what and f"sums over {axis}: {what}")

    def between(self, low: float, high: float) -> Self:
        """Every number in ``[low, high]``: ``.between(0.0, 1.0)``."""
        __tracebackhide__ = True
        numbers = self._numbers()
        wrong = np.argwhere(~((numbers >= low) & (numbers <= high)))
        if not len(wrong):
            return self
        first = tuple(int(i) for i in wrong[0])
        where = f" at {list(first)}" if first else ""
        self._fail(f"got {numbers[first]:.6g}{where}, expected a number from {low:.6g} to {high:.6g}")

    def at_least(self, low: float) -> Self:
        """Every number ``low`` or more: ``.at_least(0)``."""
        return self.between(low, float("inf"))

    def at_most(self, high: float) -> Self:
        """Every number ``high`` or less: ``.at_most(1.0)``."""
        return self.between(float("-inf"), high)

    # -- behaviour ---------------------------------------------------------------------------------

    def raises(
        self, kinds: type[BaseException] | tuple[type[BaseException], ...], match: str | None = None
    ) -> Self:
        """The call raised one of ``kinds`` (or a subclass), its text matching ``match`` if given.

        ``expect(student.train("ab", vocab_size=3)).raises(ValueError)``
        """
        __tracebackhide__ = True
        if not isinstance(self._given, Returned):
            raise AuthoringError("raises is for a call. Give expect what student.f(...) returned.")
        outcome = peek(self._given)
        wanted = kinds if isinstance(kinds, tuple) else (kinds,)
        names = " or ".join(kind_.__name__ for kind_ in wanted)
        if not isinstance(outcome, Raised):
            self._fail(f"got {kind(self._plain)}, expected it to raise {names}")
        if not any(one.__name__ in outcome.types for one in wanted):
            self._fail(f"raised {outcome.summary}, expected {names}")
        if match is not None and not re.search(match, outcome.message):
            self._fail(f"raised {outcome.summary}, whose text should match {match!r}")
        return self

    def satisfies(self, predicate: Callable[[Any], Any], what: str) -> Self:
        """``predicate(value)`` is true; ``what`` says in words what must hold.

        ``expect(ids).has_type(list).satisfies(lambda ids: len(ids) < 9, "merges shorten the text")``
        """
        __tracebackhide__ = True
        plain = self.value
        if not bool(predicate(plain)):
            self._fail(f"got {_shown(plain)}, which breaks the rule: {what}")
        return self

    def took_at_most(self, seconds: float) -> Self:
        """The judge waited at most ``seconds`` for the call: ``.took_at_most(20 * baseline)``."""
        __tracebackhide__ = True
        if not isinstance(self._given, Returned):
            raise AuthoringError("took_at_most is for a call. Give expect what student.f(...) returned.")
        value_or_end(self._given)
        took = record_of(self._given).seconds
        if took > seconds:
            self._fail(f"took {took:.2f} s, expected at most {seconds:.2f} s")
        return self

    def fraction(self, right: int, total: int) -> Self:
        """Partial credit: ``right`` of ``total`` items hold. Below the whole the verdict is FAILED.

        ``expect(answers).has_type(dict).fraction(sum(hits), len(hits))``
        """
        __tracebackhide__ = True
        if not 0 <= right <= total or total == 0:
            raise AuthoringError(f"fraction({right}, {total}) is no share. Give 0 <= right <= total.")
        if right < total:
            raise PartialCredit(right / total, f"{right} of {total} are right")
        return self

    # -- chance ------------------------------------------------------------------------------------

    def frequencies_close_to(self, probabilities: Sequence[float], *, false_fail: float = 1e-6) -> Self:
        """Counts per category that fit exact ``probabilities``.

        A correct sampler fails with probability ``false_fail`` at most.
        ``expect(counts(student, 10_000)).frequencies_close_to([0.25, 0.75])``
        """
        __tracebackhide__ = True
        plain = self._plain
        if isinstance(plain, list) and all(_is_exactly(entry, int) for entry in plain):
            plain = np.asarray(plain, dtype=np.int64)
        if not is_array(plain) or tuple(plain.shape) != (len(probabilities),):
            self._fail(f"got {kind(plain)}, expected {len(probabilities)} counts")
        counts = as_numbers(plain)
        if not np.issubdtype(counts.dtype, np.integer) or (counts < 0).any():
            self._fail("got counts that are not whole numbers of 0 or more")
        return self._demand(statistics.unlikely_counts(counts.tolist(), probabilities, false_fail))

    def mean_close_to(self, mean: float, std: float, *, false_fail: float = 1e-6) -> Self:
        """A sample whose mean fits a distribution with this ``mean`` and ``std``.

        By the central limit theorem a correct sample fails with about probability ``false_fail``.
        ``expect(draws(student, 5000)).mean_close_to(0.0, 1.0)``
        """
        __tracebackhide__ = True
        sample = self._numbers()
        if sample.ndim != 1 or not sample.size:
            self._fail(f"got {kind(self._plain)}, expected a sample: one dimension, not empty")
        return self._demand(statistics.unlikely_mean(sample, mean, std, false_fail))


class PartialCredit(CheckEnded):
    """FAILED, with a share of the points; made by `Expectation.fraction`."""

    def __init__(self, share: float, message: str) -> None:
        super().__init__(Verdict.FAILED, message)
        self.share = share


def _is_exactly(value: Any, wanted: type) -> bool:
    if wanted is int and isinstance(value, np.integer):
        return True
    return type(value) is wanted


def _set_difference(actual: Any, expected: set[Any]) -> str:
    if not isinstance(actual, set):
        return f"got {kind(actual)}, expected a set"
    missing, extra = expected - actual, actual - expected
    parts = [f"{sorted(missing, key=repr)!r:.70} are missing"] if missing else []
    return ", ".join(parts + ([f"{sorted(extra, key=repr)!r:.70} should not be there"] if extra else []))


def _shown(value: Any) -> str:
    return kind(value) if is_array(value) or isinstance(value, Opaque) else shorten(repr(value))


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))

"""The methods of `expect` that judge numbers: bounds, sums, and chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from autograder.channel.describe import dtype_name, got, is_array, kind
from autograder.checks import statistics
from autograder.checks.entries import Tolerance, as_numbers, entries_difference, number
from autograder.checks.judged import Judged
from autograder.errors import AuthoringError
from autograder.late import np

_INT64 = range(-(2**63), 2**63)


class NumberMethods(Judged):
    """Numbers of an array, a tensor, or one plain number."""

    def _numbers(self) -> Any:
        """The value as a numpy array, where it is an array, a tensor or a number."""
        __tracebackhide__ = True
        plain = self._plain
        if is_array(plain):
            if not self._typed and 0 in plain.shape:  # of nothing, everything would be true
                self._fail(f"{got(plain)}, which has no entries")
            return as_numbers(plain)
        if isinstance(plain, bool) or not isinstance(plain, int | float | complex | np.number):
            self._fail(f"{got(plain)}, expected an array, a tensor or a number")
        if isinstance(plain, int) and plain not in _INT64:
            self._fail(f"{got(plain)}, a whole number beyond 64 bits")
        return np.asarray(plain)

    def _real_numbers(self) -> Any:
        __tracebackhide__ = True
        numbers = self._numbers()
        if np.issubdtype(numbers.dtype, np.complexfloating):
            self._fail(f"{got(self._plain)}, expected real numbers")
        return numbers

    def is_finite(self) -> Self:
        """No nan and no infinity anywhere: ``expect(student.softmax(huge, 0)).is_finite()``."""
        __tracebackhide__ = True
        numbers = self._numbers()
        bad = np.argwhere(~np.isfinite(numbers))
        what = f"{_first(numbers, bad)}; {len(bad)} of {numbers.size} entries are not finite"
        if numbers.ndim == 0:
            what = f"{_first(numbers, bad)}, expected a finite number"
        return self._demand(what if len(bad) else "")

    def sums_to(
        self, total: Any, dim: int | None = None, *, rtol: float = 1e-6, atol: float = 1e-8
    ) -> Self:
        """Sums over ``dim`` (or over everything) near ``total``: ``.sums_to(1.0, dim=-1)``."""
        __tracebackhide__ = True
        numbers = self._numbers()
        if dim is not None and not -numbers.ndim <= dim < numbers.ndim:
            self._fail(f"{got(self._plain)}, which has no dimension {dim}")
        wide = np.complex128 if np.iscomplexobj(numbers) else np.float64
        sums = np.asarray(numbers.sum(axis=dim, dtype=wide))
        wanted = as_numbers(total) if is_array(total) else np.asarray(total, dtype=wide)
        if wanted.ndim and wanted.shape != sums.shape:
            self._fail(
                f"{got(self._plain)}, expected sums of shape {wanted.shape}, not {sums.shape}"
            )
        wanted = np.broadcast_to(wanted, sums.shape)
        what = entries_difference(sums, wanted, Tolerance(rtol, atol))
        axis = "the sum of all entries" if dim is None else f"the sums over dim {dim}"
        return self._demand(what and f"{axis}: {what}")

    def between(self, low: float, high: float) -> Self:
        """Every number in ``[low, high]``: ``.between(0.0, 1.0)``."""
        __tracebackhide__ = True
        return self._within(low, high, f"from {low:.6g} to {high:.6g}")

    def at_least(self, low: float) -> Self:
        """Every number ``low`` or more: ``.at_least(0)``."""
        __tracebackhide__ = True
        return self._within(low, float("inf"), f"of {low:.6g} or more")

    def at_most(self, high: float) -> Self:
        """Every number ``high`` or less: ``.at_most(1.0)``."""
        __tracebackhide__ = True
        return self._within(float("-inf"), high, f"of {high:.6g} or less")

    def _within(self, low: float, high: float, words: str) -> Self:
        __tracebackhide__ = True
        numbers = self._real_numbers()
        wrong = np.argwhere(~((numbers >= low) & (numbers <= high)))
        return self._demand(
            f"{_first(numbers, wrong)}, expected a number {words}" if len(wrong) else ""
        )

    def frequencies_close_to(
        self, probabilities: Sequence[float], *, false_fail: float = 1e-6
    ) -> Self:
        """Counts per category that fit exact ``probabilities``.

        A correct sampler fails with probability ``false_fail`` at most. How many draws there were
        is the student's word: judge their sum as well where it matters.
        ``expect(counts(student, 10_000)).frequencies_close_to([0.25, 0.75])``
        """
        __tracebackhide__ = True
        if abs(sum(probabilities) - 1) > 1e-6 or min(probabilities) < 0:
            raise AuthoringError("probabilities must be 0 or more and sum to 1. Mend the check.")
        counts = self._counts(len(probabilities))
        if any(count < 0 for count in counts):
            self._fail(f"got a count of {min(counts)}, expected counts of 0 or more")
        return self._settle(statistics.unlikely_counts(counts, probabilities, false_fail))

    def _counts(self, categories: int) -> list[int]:
        """The value as a list of whole numbers, one per category."""
        __tracebackhide__ = True
        plain, wanted = self._plain, f"a list or array of {categories} whole numbers"
        if isinstance(plain, list) and len(plain) == categories:
            for index, entry in enumerate(plain):
                if isinstance(entry, bool) or not isinstance(entry, int | np.integer):
                    self._fail(f"at [{index}]: {got(entry)}, expected a whole number")
            return [int(entry) for entry in plain]
        if not is_array(plain) or tuple(plain.shape) != (categories,):
            self._fail(f"{got(plain)}, expected {wanted}")
        counts = as_numbers(plain)
        if not np.issubdtype(counts.dtype, np.integer):
            self._fail(f"got dtype {dtype_name(plain)}, expected {wanted}")
        return [int(entry) for entry in counts.tolist()]

    def mean_close_to(self, mean: float, std: float, *, false_fail: float = 1e-6) -> Self:
        """A sample whose mean fits a distribution with this ``mean`` and ``std``.

        By the central limit theorem a correct sample fails with about probability ``false_fail``.
        ``expect(draws(student, 5000)).mean_close_to(0.0, 1.0)``
        """
        __tracebackhide__ = True
        sample = self._real_numbers()
        if sample.ndim != 1 or not sample.size:
            self._fail(f"got {kind(self._plain)}, expected a sample: one dimension, not empty")
        return self._settle(statistics.unlikely_mean(sample, mean, std, false_fail))


def _first(numbers: Any, wrong: Any) -> str:
    """The first of the wrong entries, and where it is."""
    if not len(wrong):
        return ""
    first = tuple(int(i) for i in wrong[0])
    return f"got {number(numbers[first])}" + (f" at {list(first)}" if first else "")

"""`expect`: the only way from a value of the student's code to a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from autograder.channel.describe import got, is_array, is_tensor
from autograder.channel.returned import Returned, part_of
from autograder.checks.behaviour import BehaviourMethods
from autograder.checks.compare import Tolerance, difference, dtype_difference, name_of_dtype
from autograder.checks.judged import PartialCredit
from autograder.checks.numeric import NumberMethods
from autograder.errors import AuthoringError
from autograder.late import np

__all__ = ["Expectation", "PartialCredit", "expect"]


def expect(value: Any, label: str | None = None) -> Expectation:
    """Begin to judge ``value``: what a student's call returned, or a plain value made from one.

    Methods chain, and the first that does not hold ends the check with FAILED::

        expect(student.softmax(x, dim=0)).has_shape((3, 4)).close_to(reference.softmax(x, dim=0))

    ``label`` names a value that is not the direct result of a call, such as ``"the row sums"``.
    """
    return Expectation(value, label)


class Expectation(NumberMethods, BehaviourMethods):
    """One value under judgement; made by `expect`."""

    def close_to(
        self, expected: Any, *, rtol: float = 1e-5, atol: float = 1e-6, dtype: Any = None
    ) -> Self:
        """Numbers near ``expected``, entry by entry, in the same structure and shape.

        Any floating dtype will do for floating numbers unless ``dtype`` is given; nan matches nan.

        ``expect(student.sdpa(q, k, v)).close_to(reference.sdpa(q, k, v), rtol=1e-9, atol=1e-12)``
        """
        __tracebackhide__ = True
        _refuse_returned(expected)
        what = difference(self._plain, expected, Tolerance(rtol, atol), dtype)
        return self._compare(what, expected)

    def equal_to(self, expected: Any) -> Self:
        """Exactly ``expected``: types (a list is no tuple), structure and every value.

        ``expect(student.merge([1, 2, 1], (1, 2), 9)).equal_to([9, 1])``
        """
        __tracebackhide__ = True
        _refuse_returned(expected)
        return self._compare(difference(self._plain, expected, None), expected)

    def has_shape(self, shape: Sequence[int]) -> Self:
        """A numpy array or torch tensor of exactly this shape: ``.has_shape((2, 5))``."""
        __tracebackhide__ = True
        plain, wanted = self._plain, tuple(shape)
        if not is_array(plain):
            self._fail(f"{got(plain)}, expected an array or tensor of shape {wanted}")
        shape = tuple(plain.shape)
        return self._settle("" if shape == wanted else f"got shape {shape}, expected {wanted}")

    def has_dtype(self, dtype: Any) -> Self:
        """An array or tensor with exactly this element type: ``.has_dtype(torch.float32)``."""
        __tracebackhide__ = True
        plain = self._plain
        if not is_array(plain):
            name = name_of_dtype(dtype)
            self._fail(f"{got(plain)}, expected an array or tensor of dtype {name}")
        if str(dtype).startswith("torch.") and not is_tensor(plain):
            self._fail(f"{got(plain)}, expected a tensor of dtype {name_of_dtype(dtype)}")
        return self._demand(dtype_difference(plain, dtype, exact=True))

    def has_type(self, wanted: type | tuple[type, ...]) -> Self:
        """A value of exactly this type, or one of these: ``.has_type(dict)``. bool is no int.

        An array's shape is still open after it: judge that too before you take ``.value``.
        """
        __tracebackhide__ = True
        plain, kinds = self._plain, wanted if isinstance(wanted, tuple) else (wanted,)
        right = any(_is_exactly(plain, one) for one in kinds)
        names = " or ".join(one.__name__ for one in kinds)
        what = "" if right else f"{got(plain)}, expected {names}"
        return self._demand(what) if is_array(plain) else self._settle(what)

    def has_length(self, length: int) -> Self:
        """A str, bytes, list, tuple, dict or set with this many entries: ``.has_length(3)``."""
        __tracebackhide__ = True
        plain = self._plain
        if not isinstance(plain, str | bytes | list | tuple | dict | set):
            self._fail(
                f"{got(plain)}, expected a list, tuple, dict, set or text of length {length}"
            )
        what = f"got length {len(plain)}, expected {length}"
        return self._settle("" if len(plain) == length else what)

    def unpacks_to(self, count: int) -> list[Returned]:
        """The items of a tuple or list of ``count``, each opaque again.

        ``vocab, merges = expect(student.train(text, 300)).unpacks_to(2)``
        """
        __tracebackhide__ = True
        if not isinstance(self._given, Returned):
            raise AuthoringError(
                "unpacks_to is for what a call returned. Unpack a plain value yourself."
            )
        plain = self._plain
        if not isinstance(plain, list | tuple) or len(plain) != count:
            self._fail(f"{got(plain)}, expected a tuple of {count}")
        return [part_of(self._given, item, f"[{index}]") for index, item in enumerate(plain)]


def _refuse_returned(expected: Any) -> None:
    if isinstance(expected, Returned):
        raise AuthoringError(
            "the check compares two results of the student's code. "
            "Judge one of them first, then compare with its `.value`."
        )


def _is_exactly(value: Any, wanted: type) -> bool:
    if wanted is int and isinstance(value, np.integer):
        return True
    return type(value) is wanted

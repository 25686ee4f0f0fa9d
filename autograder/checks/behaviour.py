"""The methods of `expect` that judge how a call went, or a rule in the check's own words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Self

from autograder.channel.describe import got, is_array, kind, spelled
from autograder.channel.outcome import Raised
from autograder.channel.plain import Opaque
from autograder.channel.returned import Returned, peek, record_of, value_or_end
from autograder.checks.judged import Judged, PartialCredit
from autograder.errors import AuthoringError


class BehaviourMethods(Judged):
    """Exceptions, rules, time, and partial credit."""

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
        names = " or ".join(one.__name__ for one in wanted)
        if not isinstance(outcome, Raised):
            self._fail(f"{got(self._plain)}, expected it to raise {names}")
        if not any(one.__name__ in outcome.types for one in wanted):
            self._fail(f"raised {outcome.summary}\nexpected {names}", outcome.original)
        if match is not None and not re.search(match, outcome.message):
            what = f"raised {outcome.summary}\nexpected a text that matches {match!r}"
            self._fail(what, outcome.original)
        return self

    def satisfies(self, predicate: Callable[[Any], Any], what: str) -> Self:
        """``predicate(value)`` is true; ``what`` says in words what must hold.

        ``expect(ids).has_type(list).satisfies(lambda ids: len(ids) < 9, "merges shorten it")``
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
            raise AuthoringError(
                "took_at_most is for a call. Give expect what student.f(...) returned."
            )
        value_or_end(self._given)
        took = record_of(self._given).seconds
        return self._demand(
            f"took {took:.2g} s, expected at most {seconds:.2g} s" if took > seconds else ""
        )

    def fraction(self, right: int, total: int) -> Self:
        """Partial credit: ``right`` of ``total`` items hold. Below the whole the verdict is FAILED.

        ``expect(answers).has_type(dict).fraction(sum(hits), len(hits))``
        """
        __tracebackhide__ = True
        if not 0 <= right <= total or total == 0:
            raise AuthoringError(
                f"fraction({right}, {total}) is no share. Give 0 <= right <= total."
            )
        if right < total:
            share = float(right) / float(total)
            raise PartialCredit(share, self._words(f"{right} of {total} are right"))
        return self


def _shown(value: Any) -> str:
    return kind(value) if is_array(value) or isinstance(value, Opaque) else spelled(value)

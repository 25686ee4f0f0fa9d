"""Pytest's protocol for single items in the judge, without what only a terminal would show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

import pytest


class Protocol:
    """Runs items by pytest's hooks; registered as a plugin for as long as it does."""

    def __init__(self) -> None:
        self._error: BaseException | None = None

    @contextmanager
    def registered(self, items: Sequence[pytest.Item]) -> Iterator[None]:
        """For the time of the block, the hooks of this plugin are pytest's."""
        managers = {item.config.pluginmanager for item in items}
        for manager in managers:
            manager.register(self)
        try:
            yield
        finally:
            for manager in managers:
                manager.unregister(self)

    def run(self, item: pytest.Item, following: pytest.Item | None = None) -> BaseException | None:
        """What ended the item, from whichever phase; None where it passed.

        What ``following``, the next item that is run, needs of the module around it stays set up.
        """
        self._error = None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return self._error

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> pytest.TestReport:
        """A report without the long text of a failure, which takes longer than most checks."""
        error = call.excinfo.value if call.excinfo is not None else None
        self._error = self._error or error
        assert call.when != "collect"
        return pytest.TestReport(item.nodeid, item.location, {}, _outcome(error), None, call.when)


def _outcome(error: BaseException | None) -> Literal["passed", "failed", "skipped"]:
    if error is None:
        return "passed"
    return "skipped" if isinstance(error, pytest.skip.Exception) else "failed"

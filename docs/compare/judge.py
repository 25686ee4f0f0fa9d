"""What a report names: read from its text by the patterns of its case, the same for every tool."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import layout
from cases import OWN, ROOT, Case
from tools import STOPPED, UNTOLD

SMALLEST = "The smallest call that goes wrong:"
"""Below it our report prints a whole call, what it gives and what was expected."""
GOT = r"\bgot [^,\n]+, expected|\(ACTUAL\)|ACTUAL: |^E +assert .+ == |IndexError"
GOT += r"|no answer within|No reply from kernel"
"""How reports write what came back: ours, numpy's, pytest's of a plain assert, or that none did."""
LOOP = r"loop that never ends"


def call(text: str, case: Case) -> bool:
    """The call that failed."""
    task = re.escape(case.task)
    return _has(case.call or rf"(?<!def )(?<!class )\b{task}\([^)]|'{task}'", text)


def inputs(text: str, case: Case) -> bool:
    """All of its arguments."""
    return SMALLEST in text or _has(case.inputs, text)


def got(text: str, _: Case) -> bool:
    """What came back."""
    return _has(GOT, text)


def expected(text: str, case: Case) -> bool:
    """What should have."""
    return SMALLEST in text or _has(case.expected, text)


def line(text: str, case: Case) -> bool:
    """The line of the student's code that raised, or that never ended."""
    return bool(case.stops_at) and _has(case.stops_at, text)


def message(text: str, case: Case) -> bool:
    """Words that somebody wrote for this check, and that fit this mistake."""
    words = {name: message for name, _, message, _ in layout.tests_of(case)}
    return bool(case.fits) and " ".join(words[case.fits].split()).replace('"', "'") in text


def mistake(text: str, case: Case) -> bool:
    """The mistake, recognised by its values: its hint is given. Of a loop: that it is one."""
    return _has(LOOP, text) if case.mistake == OWN else hint(case) in text


def ended(text: str, _: Case) -> bool:
    """The grading came to an end, and there is a report."""
    return STOPPED not in text and UNTOLD not in text


def _has(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.MULTILINE) is not None


@cache
def hint(case: Case) -> str:
    """The hint of a known mistake, as its author wrote it in the module's source."""
    source = layout.read_authored(layout.Course(ROOT), case.module).source.source_of(case.task)
    (found,) = [each.hint for each in source.mistakes if (each.task, each.name) == _key(case)]
    return str(found)


def _key(case: Case) -> tuple[str, str]:
    return case.task, case.mistake


Says = Callable[[str, Case], bool]
WORDS: dict[str, Says] = {
    "call": call,
    "inputs": inputs,
    "got": got,
    "expected": expected,
    "line": line,
    "message": message,
    "mistake": mistake,
}
"""What a report may name, in the order of the table."""

ABOUT = {
    "call": "the call that failed",
    "inputs": "all inputs of such a call",
    "got": "what came back, a value or an exception",
    "expected": "what was expected",
    "line": "the student's line that raised or never ended",
    "message": "words written for the check that fit the mistake",
    "mistake": "the mistake, recognised by the values",
}

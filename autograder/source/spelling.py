"""Comments that were meant as markers and are none: what to write instead."""

from __future__ import annotations

import re

EDGES = {"BEGIN": "BEGIN", "START": "BEGIN", "END": "END", "STOP": "END", "FINISH": "END"}
KINDS = ("SOLUTION", "PROMPT", "MISTAKE")
TEST_WORDS = {"TEST", "TESTS", "HIDDEN"}
TESTS_GO = "Put public tests into tests/test_public.py and hidden ones into tests/test_hidden.py"

Advice = tuple[str, str]
"""What is wrong with a comment, and what to do."""


def near_miss(comment: str, own_line: bool) -> Advice | None:
    """Advice for a comment that is almost a marker; None for ordinary prose."""
    bare = comment.lstrip("#").strip()
    return (
        _leak_note(comment, bare, own_line)
        or _equivalent_note(comment, bare, own_line)
        or _hidden_test(comment, bare)
        or _block(comment, bare)
        or _one_line(comment, bare, own_line)
        or _behind_a_comment(comment, own_line)
    )


def kebab(name: str) -> str:
    """The nearest kebab-case name, such as ``no-max`` for ``No_Max``."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "name"


def _leak_note(comment: str, bare: str, own_line: bool) -> Advice | None:
    if not re.match(r"leak[\s_-]*ok\b", bare, re.IGNORECASE):
        return None
    if own_line:
        return (
            f"`{comment}` stands on a line of its own",
            "Put it behind the statement that may also stand in released text",
        )
    return f"`{comment}` is not a marker", "Write `# LEAK OK: ` and then the reason"


def _equivalent_note(comment: str, bare: str, own_line: bool) -> Advice | None:
    if not re.match(r"EQUIVALENT\b", bare):
        return None
    if not own_line:
        return (
            f"`{comment}` stands behind code",
            "Put it on a line of its own above the line that it is about",
        )
    return f"`{comment}` is not a marker", "Write `# EQUIVALENT operator: reason`"


def _hidden_test(comment: str, bare: str) -> Advice | None:
    if re.fullmatch(r"HIDDEN|(?i:hidden tests?)", bare.rstrip(".:!")):
        return f"`{comment}` means nothing here", TESTS_GO
    return None


def _block(comment: str, bare: str) -> Advice | None:
    words = _words(bare)
    if len(words) < 2:
        return None
    edge, kind = _edge(words[0]), _kind(words[1])
    loud = words[0].isupper() and words[1].isupper()
    longest = 2 if kind in ("SOLUTION", "PROMPT") else 3
    if not edge or not kind or not (loud or len(words) <= longest):
        return None
    if kind == "TEST":
        return f"`{comment}` is a marker of otter, not of this course", TESTS_GO
    return _block_advice(comment, edge, kind, words[2:])


def _block_advice(comment: str, edge: str, kind: str, rest: list[str]) -> Advice:
    right = f"{edge} {kind}"
    if right != "BEGIN MISTAKE":
        return f"`{comment}` is not a marker", f"Write `# {right}`"
    if not rest:
        return f"`{comment}` has no name", "Write `# BEGIN MISTAKE ` and a name such as no-max"
    name = kebab("-".join(rest))
    if comment.startswith("# BEGIN MISTAKE "):
        return (
            f"`{' '.join(rest)}` is not a name for a mistake",
            f"Use small letters, digits and single hyphens: `# BEGIN MISTAKE {name}`",
        )
    return f"`{comment}` is not a marker", f"Write `# BEGIN MISTAKE {name}`"


def _one_line(comment: str, bare: str, own_line: bool) -> Advice | None:
    words = bare.rstrip(".!").split()
    if not words or not _is_solution(words):
        return None
    if own_line:
        return (
            f"`{comment}` stands on a line of its own",
            "Put `# SOLUTION` behind the assignment it hides, or `# BEGIN SOLUTION` and "
            "`# END SOLUTION` around several lines",
        )
    return f"`{comment}` is not a marker", "Write `# SOLUTION`"


def _is_solution(words: list[str]) -> bool:
    first = words[0].rstrip(":")
    alone = len(words) == 1 and ":" not in words[0]
    return (alone or first.isupper()) and _near(first, "SOLUTION")


def _behind_a_comment(comment: str, own_line: bool) -> Advice | None:
    marker = re.search(r"#\s*(SOLUTION$|LEAK OK\b)", comment[1:])
    if own_line or not marker:
        return None
    return (
        f"the marker in `{comment}` stands behind another comment",
        "Make the marker the only comment of its line",
    )


def _words(bare: str) -> list[str]:
    """The words of a comment; the first two may be joined by ``-``, ``_`` or nothing."""
    words = re.sub(r"[.!;,]+$", "", bare).replace(":", " ").split()
    if words and (joined := re.match(r"(begin|end)[-_]?([a-z]{4,})$", words[0], re.IGNORECASE)):
        words[:1] = joined.groups() if _kind(joined[2]) else [words[0]]
    return [word for word in words if word not in ("OF", "THE", "A")]


def _edge(word: str) -> str:
    if word.upper() in EDGES:
        return EDGES[word.upper()]
    return next((edge for edge in ("BEGIN", "END") if word.isupper() and _near(word, edge)), "")


def _kind(word: str) -> str:
    if word.upper() in TEST_WORDS:
        return "TEST"
    return next((kind for kind in KINDS if _near(word, kind)), "")


def _near(word: str, right: str) -> bool:
    """Whether ``word`` is ``right`` with a slip; capitals show intent, so they may slip further."""
    slips = 2 if word.isupper() and len(right) > 5 else 1
    return _distance(word.upper(), right) <= slips


def _distance(one: str, other: str) -> int:
    """Levenshtein distance: insertions, deletions and substitutions."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        above, row[0] = row[0], i
        for j, wanted in enumerate(other, start=1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (letter != wanted))
    return row[-1]

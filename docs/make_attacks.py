"""Writes docs/reference/attacks.md from the attacks in tests/attacks: `python docs/make_attacks.py`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from tests.attacks.attack import Attack, Group, NotRun

PAGE = Path(__file__).with_name("reference") / "attacks.md"
_FEW = 4

HEAD = """\
# Attacks

<!-- Generated from tests/attacks by docs/make_attacks.py. Change the attacks there, not this page. -->

What hostile submissions try, what stops each, and how that is known. Every attack in a table below is a submission in
`tests/attacks/catalogue/`, and a test hands it in to the real grader: as root, where each worker has a user of its own,
and as an ordinary user with Landlock; those that read, signal or escape also as root on a kernel without Landlock, as
most containers are. Each time the test asserts that

- no secret of the course stands in anything that a student sees, or in what the submission itself could collect;
- the task that it attacks earns nothing, and every other task ends as it does without the attack;
- nothing is left running, by user, by process group, and by a mark that children inherit;
- grading ends within its bound, the grader and its judge live on, and the results are valid.

The last column is what the same submission comes to in a grader that runs it, the tests and the reference in one pytest
process, as many do. It is kept in the tests (`tests/attacks/naive.py`), so that it is known that the attacks bite.

What the words under "stopped by" mean:

| word | meaning |
|---|---|
| two processes | tests, reference and expected values are in the judge, and the submission is in a worker that never held them |
| the channel | only plain values cross between the two, copied, bounded, and read without trust |
| the check | how checks are written: shapes first, inputs from a secret, what must be trusted stays in the judge |
| the report | what a student is shown of a hidden check, and how it is cleaned |
| own user | each worker runs as a user that owns nothing, where the grader is root |
| Landlock, seccomp | the kernel's own ways to forbid a process files, and system calls |
| limits | on memory, CPU time, threads, files |
| deadline | kept by the judge; the launcher kills |
| fresh surroundings | no environment, no open files, no terminal |
| intake | how what is handed in is unpacked and copied |
| forbidden names | a task's list of what must not be used, searched for in the source |
"""


def page(groups: tuple[Group, ...]) -> str:
    """The whole page."""
    return HEAD + "".join(section(group) for group in groups)


def section(group: Group) -> str:
    """One group: its table, and what no test runs."""
    head = f"\n## {group.title}\n\n{group.about}\n\n"
    titles = "| attack | what it does | stopped by | how that is known | in one process |\n"
    rows = [row(attack) for attack in group.attacks] + [unrun(each) for each in group.not_run]
    return head + titles + "|---|---|---|---|---|\n" + "".join(rows)


def row(attack: Attack) -> str:
    """One attack that is run."""
    layers = ", ".join(layer.value for layer in attack.by)
    known = " ".join([*seen(attack), *unheld(attack), attack.known]).strip()
    return f"| {attack.name} | {attack.does} | {layers} | {known} | {attack.naive.value} |\n"


def unrun(attack: NotRun) -> str:
    """One attack that is not run, with the reason."""
    return f"| {attack.name} | {attack.does} | not run | {attack.answer} | |\n"


def seen(attack: Attack) -> Iterator[str]:
    """What the attack itself saw, in words; verdicts where it sees nothing."""
    by_outcome: dict[str, list[str]] = {}
    for deed, outcome in attack.shows.items():
        by_outcome.setdefault(spelled(outcome), []).append(deed)
    if len(by_outcome) == 1 and len(attack.shows) > 1:
        yield f"It sees {next(iter(by_outcome))} each time."
    elif by_outcome:
        parts = [f"{outcome} ({listed(deeds)})" for outcome, deeds in by_outcome.items()]
        yield f"It sees {', '.join(parts)}."
    elif attack.refused:
        yield f"It is refused: “{attack.refused}”."
    else:
        yield f"It ends {' or '.join(attack.ends)}."


def unheld(attack: Attack) -> Iterator[str]:
    """What the test saw of it where no layer was in force."""
    if attack.without:
        all_of_it = len(attack.without) == len(attack.shows)
        yield f"Without any layer, {'all' if all_of_it else 'much'} of it is done."


def spelled(outcome: str | Mapping[str, str]) -> str:
    """An outcome, and where it depends on the ground, both."""
    if isinstance(outcome, str):
        return f"`{outcome}`"
    grounds: dict[str, list[str]] = {}
    for ground, each in outcome.items():
        grounds.setdefault(each, []).append(ground)
    return " or ".join(f"`{each}` as {' and '.join(names)}" for each, names in grounds.items())


def listed(deeds: list[str]) -> str:
    """Some of the deeds by name."""
    if len(deeds) <= _FEW:
        return ", ".join(deeds)
    return f"{', '.join(deeds[: _FEW - 1])} and {len(deeds) - _FEW + 1} more"


def main() -> None:
    """Write the page, or with ``--check`` exit 1 where it is out of date."""
    from tests.attacks.catalogue import GROUPS

    made = page(GROUPS)
    if "--check" in sys.argv:
        sys.exit(int(not PAGE.is_file() or PAGE.read_text("utf-8") != made))
    PAGE.write_text(made, "utf-8")


if __name__ == "__main__":
    main()

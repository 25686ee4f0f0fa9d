"""All attacks, in the order of the page."""

from __future__ import annotations

from ..attack import Attack, Group
from . import (
    answers,
    archives,
    channel,
    escaping,
    foreseeing,
    lying,
    means,
    memory,
    odd_files,
    outside,
    patching,
    reading_inside,
    reading_outside,
    sources,
    tensors,
    time,
    trusted_objects,
)

GROUPS = (
    Group(
        "Reading",
        "They want the tests, the reference, other people's work: anything that tells the answers.",
        (*reading_outside.ATTACKS, *reading_inside.ATTACKS),
    ),
    Group(
        "Foreseeing, and reports",
        "They want to know what is expected or what will be asked, or to show a reader something else.",
        foreseeing.ATTACKS,
        foreseeing.NOT_RUN,
    ),
    Group(
        "Lying values",
        "They want points for values that lie where they are compared.",
        lying.ATTACKS,
    ),
    Group(
        "Patching the judge",
        "They want points by changing what judges them, from inside of its process, or by leaving it.",
        patching.ATTACKS,
    ),
    Group(
        "Results, channel and judge",
        "They want points by the results file, by messages, or by processes that are not theirs.",
        (*outside.ATTACKS, *channel.ATTACKS, *trusted_objects.ATTACKS),
    ),
    Group(
        "Right answers by wrong means",
        "Their answers are right, and their code is not what the task asks for. No program can decide that in general; "
        "the forbidden names of a task are for honest students.",
        means.ATTACKS,
    ),
    Group("With tensors", "The same wishes, by torch's own means.", tensors.ATTACKS),
    Group(
        "Time, memory and disk",
        "They want to hang the grader, to fill the machine, or to kill what reads them.",
        (*time.ATTACKS, *memory.ATTACKS, *answers.ATTACKS, *sources.ATTACKS),
    ),
    Group(
        "What is handed in",
        "They attack whoever unpacks, copies or configures.",
        (*archives.ATTACKS, *odd_files.ATTACKS),
        odd_files.NOT_RUN,
    ),
    Group(
        "Getting out",
        "They want the network, root's rights, other files, or the next grading.",
        escaping.ATTACKS,
        escaping.NOT_RUN,
    ),
)
ATTACKS: tuple[Attack, ...] = tuple(attack for group in GROUPS for attack in group.attacks)

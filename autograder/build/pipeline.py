"""From one annotated source to what each reader gets: listed pipelines of small pure steps.

Every step is ``lines -> lines`` and finds its place by the source line that a line carries, never
by its position, so a step may add or remove lines without the next one losing its way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce

from autograder.build.imports import without_unused_imports
from autograder.build.lines import Built, Line, Lines
from autograder.build.steps import (
    mistake_for_solution,
    one_lines_to_todo,
    regions_to_stubs,
    without_blank_runs,
    without_blocks,
    without_class_regions,
    without_markers,
    without_notes,
    without_prompts,
    without_trailing_markers,
)
from autograder.source import Source

Step = Callable[[Source, Lines], Lines]

STUB: tuple[Step, ...] = (
    # Blocks that leave nothing behind go first: the steps after need not know them.
    without_blocks,
    without_class_regions,
    # Reads the prompts, so these go only after it.
    regions_to_stubs,
    without_prompts,
    one_lines_to_todo,
    # Sees only what students get: what no line of that uses, vanishes.
    without_unused_imports,
    # Last, because every removal above may have left blank lines on both sides of a gap.
    without_blank_runs,
)

SOLUTION: tuple[Step, ...] = (
    without_blocks,
    without_prompts,
    # Regions are known by their marker lines, so these go after everything that asks for regions.
    without_markers,
    without_notes,
    without_trailing_markers,
    without_blank_runs,
)


def stub(source: Source) -> Built:
    """What students get: every region raises NotImplementedError with its task's first line."""
    return _run(STUB, source)


def solution(source: Source) -> Built:
    """The reference without markers, prompts and mistakes."""
    return _run(SOLUTION, source)


def variant(source: Source, task: str, mistake: str) -> Built:
    """The clean solution in which one known mistake of ``task`` is made; `KeyError` if unknown."""
    if not any(each.task == task and each.name == mistake for each in source.mistakes):
        raise KeyError(f"{task} has no mistake {mistake} in {source.path}")
    return with_mistakes(source, [(task, mistake)])


def with_mistakes(source: Source, made: Iterable[tuple[str, str]]) -> Built:
    """The clean solution in which several known mistakes are made, (task, name), one of a task."""
    make = (mistake_for_solution(task, name) for task, name in made)
    # A mistake may no longer use what the solution imports, as the solution's own lint would say.
    return _run((*make, *SOLUTION[:-1], without_unused_imports, without_blank_runs), source)


def _run(steps: Iterable[Step], source: Source) -> Built:
    lines = tuple(Line(text, number) for number, text in enumerate(source.lines, start=1))
    return Built(source.path, reduce(lambda built, step: step(source, built), steps, lines))

"""Edges to blocks: each BEGIN with its END, prompts above solutions, mistakes below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.source.markers import Marker, Report


@dataclass(frozen=True)
class Block:
    """A BEGIN line, its END line and what stands between."""

    kind: str
    name: str
    first: int
    last: int
    column: int


@dataclass(frozen=True)
class Group:
    """One solution block with the prompt above it and the mistakes below it."""

    solution: Block
    prompt: Block | None
    mistakes: tuple[Block, ...]


def pair(edges: Sequence[Marker], report: Report) -> list[Block]:
    """Well-formed blocks in file order; everything lone, crossed or nested is reported once."""
    open_: list[Marker] = []
    blocks: list[Block] = []
    for edge in edges:
        if edge.begins:
            _report_nesting(edge, open_, report)
            open_.append(edge)
        elif begin := _begin_of(edge, open_, report):
            blocks.append(_block(begin, edge, report))
    for lone in open_:
        report.add(
            lone.line,
            f"`# BEGIN {lone.kind}` is never ended",
            f"Write `# END {lone.kind}` below its last line",
        )
    return sorted(blocks, key=lambda block: block.first)


def _report_nesting(edge: Marker, open_: list[Marker], report: Report) -> None:
    if open_:
        outer = open_[-1]
        report.add(
            edge.line,
            f"`# BEGIN {edge.kind}` stands inside the {outer.kind} that begins on line "
            f"{outer.line}",
            f"Write `# END {outer.kind}` above it; blocks do not nest",
        )


def _begin_of(edge: Marker, open_: list[Marker], report: Report) -> Marker | None:
    same = [begin for begin in open_ if begin.kind == edge.kind]
    if same:
        # Taken out of the middle where blocks cross, so that the other END finds its own BEGIN.
        open_.remove(same[-1])
        return same[-1]
    if not open_:
        report.add(
            edge.line,
            f"`# END {edge.kind}` has no `# BEGIN {edge.kind}` above it",
            "Write the BEGIN line, or remove this one",
        )
        return None
    begin = open_.pop()
    report.add(
        edge.line,
        f"`# END {edge.kind}` ends the {begin.kind} that begins on line {begin.line}",
        f"Write `# END {begin.kind}`",
    )
    return begin


def _block(begin: Marker, end: Marker, report: Report) -> Block:
    if begin.column != end.column:
        report.add(
            end.line,
            f"`# END {begin.kind}` is not indented like its BEGIN on line {begin.line}",
            "Indent both like the code around them",
        )
    return Block(begin.kind, begin.name, begin.line, end.line, begin.column)


def group(blocks: Sequence[Block], lines: Sequence[str], report: Report) -> list[Group]:
    """Solutions with their prompts and mistakes; what belongs to no solution is reported."""
    groups: list[Group] = []
    for i, block in enumerate(blocks):
        above = blocks[i - 1] if i else None
        if block.kind == "SOLUTION":
            prompt = above if above and above.kind == "PROMPT" else None
            groups.append(Group(block, prompt, ()))
        elif block.kind == "PROMPT":
            _check_prompt(block, blocks[i + 1] if i + 1 < len(blocks) else None, report)
        elif _follows(block, above, lines) and groups:
            last = groups[-1]
            groups[-1] = Group(last.solution, last.prompt, (*last.mistakes, block))
        else:
            report.add(
                block.first,
                f"the mistake `{block.name}` does not stand under a SOLUTION",
                "Move it directly under the `# END SOLUTION` of the block it replaces",
            )
    for found in groups:
        _check_indents(found, report)
    return groups


def _check_prompt(block: Block, below: Block | None, report: Report) -> None:
    if not below or below.kind != "SOLUTION" or below.first != block.last + 1:
        report.add(
            block.first,
            "this PROMPT does not stand directly above a SOLUTION",
            "Put `# BEGIN SOLUTION` on the line after `# END PROMPT`",
        )


def _follows(block: Block, above: Block | None, lines: Sequence[str]) -> bool:
    if above is None or above.kind == "PROMPT":
        return False
    return not any(line.strip() for line in lines[above.last : block.first - 1])


def _check_indents(found: Group, report: Report) -> None:
    parts = (*([found.prompt] if found.prompt else []), *found.mistakes)
    for part in parts:
        if part.column != found.solution.column:
            report.add(
                part.first,
                f"this {part.kind} is not indented like its SOLUTION on line "
                f"{found.solution.first}",
                "Indent its markers and its lines alike",
            )

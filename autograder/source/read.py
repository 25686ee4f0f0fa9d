"""One annotated file from text to regions; every fault is found in one reading."""

from __future__ import annotations

import ast
import tokenize
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from autograder.errors import Problem, raise_any
from autograder.source.blocks import Block, Group, group, pair
from autograder.source.bodies import Body, check_headers, read_mistake, read_prompt
from autograder.source.inplace import check_in_place, check_prompt, parse
from autograder.source.markers import Comment, Markers, Note, Report, comments, find_markers
from autograder.source.places import Place, place, summary
from autograder.source.raising import check_raises, one_line_stub, scopes_of, statement_at
from autograder.source.regions import Equivalent, Mistake, OneLine, Prompt, Solution, Source


def read_source(path: Path, text: str) -> Source:
    """The regions of one file; raises `SourceProblems` with everything that is wrong in it."""
    source, problems = scan(path, text)
    raise_any(problems)
    return source


def scan(path: Path, text: str) -> tuple[Source, list[Problem]]:
    """The same, with the problems beside the source instead of raised."""
    report = Report(path)
    source = Source(path, unix(text))
    tree = parse(source.text, report)
    markers = find_markers(_comments(source.text), report)
    _check_tabs(source, tree, report)
    groups = group(pair(markers.edges, report), source.lines, report)
    if tree is not None:
        source = _Reading(source, tree, markers, groups, report).source()
    return source, report.problems


def unix(text: str) -> str:
    r"""Text with ``\n`` line ends, without a byte-order mark, ending in one newline."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return plain if plain.endswith("\n") or not plain else plain + "\n"


def _comments(text: str) -> list[Comment]:
    try:
        return comments(text)
    except (tokenize.TokenError, SyntaxError):
        return []  # the parser has said it better


def _check_tabs(source: Source, tree: ast.Module | None, report: Report) -> None:
    in_strings = _string_lines(tree) if tree else set()
    for number, line in enumerate(source.lines, start=1):
        indent = line[: len(line) - len(line.lstrip())]
        comment = line.lstrip().startswith("#") and "\t" in line
        if number not in in_strings and ("\t" in indent or comment):
            report.add(number, "there is a tab in this line's indentation", "Use spaces")


def _string_lines(tree: ast.Module) -> set[int]:
    """Lines that begin inside a string."""
    return {
        line
        for node in ast.walk(tree)
        if isinstance(node, (ast.Constant, ast.JoinedStr)) and node.end_lineno
        for line in range(node.lineno + 1, node.end_lineno + 1)
    }


class _Reading:
    """One pass over the groups of a file whose syntax is right."""

    def __init__(
        self,
        source: Source,
        tree: ast.Module,
        markers: Markers,
        groups: Sequence[Group],
        report: Report,
    ) -> None:
        self.bare, self.tree, self.markers, self.report = source, tree, markers, report
        self.lines = source.lines
        self.found = [(g, spot) for g in groups if (spot := place(tree, g.solution, report))]
        self.bodies = {
            block.first: read_mistake(block, self.lines, report)
            for g in groups
            for block in g.mistakes
        }
        self.headers: dict[tuple[str, str], dict[str, str]] = {}

    def source(self) -> Source:
        self._merge_headers()
        regions = tuple(self._region(found, spot) for found, spot in self.found)
        self._check_class_tasks()
        one_lines = tuple(filter(None, map(self._one_line, self.markers.one_lines)))
        self._check_stubs_raise(regions, one_lines)
        self._check_leak_oks(regions)
        self._check_notes(regions)
        return Source(self.bare.path, self.bare.text, regions, one_lines)

    def _merge_headers(self) -> None:
        same: dict[tuple[str, str], list[Body]] = defaultdict(list)
        for found, spot in self.found:
            for block in found.mistakes:
                same[spot.task, block.name].append(self.bodies[block.first])
        self.headers = {key: check_headers(bodies, self.report) for key, bodies in same.items()}

    def _region(self, found: Group, spot: Place) -> Solution:
        block = found.solution
        self._check_names(found)
        inside = range(block.first + 1, block.last)
        return Solution(
            task=spot.task,
            owner=spot.owner,
            first=block.first,
            last=block.last,
            indent=" " * block.column,
            summary=summary(spot, block, self.report),
            in_class_body=isinstance(spot.scope, ast.ClassDef),
            prompt=self._prompt(found),
            mistakes=tuple(self._mistake(spot.task, block, each) for each in found.mistakes),
            leak_ok=tuple(line for line in self.markers.leak_oks if line in inside),
            equivalents=tuple(self._equivalent(n) for n in self.markers.notes if n.line in inside),
        )

    def _equivalent(self, note: Note) -> Equivalent:
        """A note is about the next line that is no comment."""
        code = (
            number
            for number, text in enumerate(self.lines[note.line :], start=note.line + 1)
            if text.strip() and not text.lstrip().startswith("#")
        )
        return Equivalent(note.line, next(code), note.operator, note.change, note.reason)

    def _check_names(self, found: Group) -> None:
        seen: dict[str, Block] = {}
        for block in found.mistakes:
            if (first := seen.setdefault(block.name, block)) is not block:
                self.report.add(
                    block.first,
                    f"the mistake `{block.name}` stands twice under one SOLUTION, first on line "
                    f"{first.first}",
                    "Rename one of them",
                )

    def _prompt(self, found: Group) -> Prompt | None:
        if found.prompt is None:
            return None
        prompt = read_prompt(found.prompt, self.lines, self.report)
        check_prompt(prompt, found.solution, self.lines, self.report)
        return prompt

    def _mistake(self, task: str, solution: Block, block: Block) -> Mistake:
        body = self.bodies[block.first]
        headers = self.headers[task, block.name]
        who = f"the mistake `{block.name}`"
        check_in_place(who, body.lines, solution, self.lines, self.report)
        verdict = Body(block, headers, ()).verdict
        why, hint = headers.get("why", ""), headers.get("hint", "")
        return Mistake(task, block.name, why, hint, verdict, block.first, block.last, body.lines)

    def _one_line(self, number: int) -> OneLine | None:
        scopes = scopes_of(self.tree, number)
        node = statement_at(self.tree, number)
        if any(g.solution.first < number < g.solution.last for g, _ in self.found):
            self.report.add(
                number,
                "`# SOLUTION` stands inside a SOLUTION region",
                "Remove it; the region hides it",
            )
            return None
        if not scopes or scopes[0] not in self.tree.body:
            self.report.add(
                number,
                "this one-line SOLUTION stands outside any top-level function or class",
                "Move it into the function or class that students write",
            )
            return None
        stub = one_line_stub(node, self.lines[number - 1], number, self.report)
        owner = ".".join(scope.name for scope in scopes)
        return OneLine(scopes[0].name, owner, number, stub)

    def _check_class_tasks(self) -> None:
        with_method = {
            spot.task for _, spot in self.found if not isinstance(spot.scope, ast.ClassDef)
        }
        for _, spot in self.found:
            if spot.task not in with_method:
                self.report.add(
                    spot.scope.lineno,
                    f"no method of {spot.task} has a SOLUTION, so its stub would not raise",
                    "Put the body of each method that students write into a SOLUTION of its own",
                )

    def _check_stubs_raise(self, regions: Sequence[Solution], ones: Sequence[OneLine]) -> None:
        scopes = {spot.owner: spot.scope for _, spot in self.found}
        for owner, scope in scopes.items():
            if not isinstance(scope, ast.ClassDef):
                lines = [(r.first, r.last) for r in regions if r.owner == owner]
                todo = [one.line for one in ones if one.owner == owner]
                check_raises(owner, scope, lines, todo, self.report)
        tasks = {spot.task for _, spot in self.found}
        for one in ones:
            in_class_body = one.owner == one.task and one.task in tasks
            if one.owner not in scopes and not in_class_body:
                self.report.add(
                    one.line,
                    f"{one.owner} has only one-line SOLUTIONs, so its stub would not raise",
                    "Add a `# BEGIN SOLUTION` region to it, such as around its return",
                )

    def _check_leak_oks(self, regions: Sequence[Solution]) -> None:
        used = {line for region in regions for line in region.leak_ok}
        for line in self.markers.leak_oks:
            if line not in used:
                self.report.add(
                    line,
                    "`# LEAK OK` stands outside any SOLUTION and allows nothing",
                    "Remove it",
                )

    def _check_notes(self, regions: Sequence[Solution]) -> None:
        used = {note.line for region in regions for note in region.equivalents}
        for note in self.markers.notes:
            if note.line not in used:
                self.report.add(
                    note.line,
                    "`# EQUIVALENT` stands outside any SOLUTION, and only solutions are changed",
                    "Remove it",
                )

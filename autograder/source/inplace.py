"""Whether commented code is Python where it will stand: in place of the solution."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Sequence

from autograder.source.blocks import Block
from autograder.source.markers import Report
from autograder.source.regions import CodeLine, Prompt


def parse(text: str, report: Report) -> ast.Module | None:
    """The tree of a file that also compiles; None, with the reason reported, if it does not."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
            compile(text, str(report.path), "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        what = getattr(error, "msg", None) or str(error)
        report.add(line, f"this file is not Python: {what}", "Mend the syntax")
        return None
    return tree


def check_in_place(
    who: str, code: Sequence[CodeLine], solution: Block, lines: Sequence[str], report: Report
) -> ast.Module | None:
    """Compile the file with ``code`` in place of the solution; report the line where that fails."""
    indent = " " * solution.column
    new = [indent + text if text.strip() else "" for _, text in code]
    text = [*lines[: solution.first - 1], *new, *lines[solution.last :], ""]
    silent = Report(report.path)
    tree = parse("\n".join(text), silent)
    for problem in silent.problems:
        at = min(max(problem.line - solution.first, 0), max(len(code) - 1, 0))
        number = code[at][0] if code else solution.first
        what = problem.what.removeprefix("this file is not Python: ")
        report.add(number, f"{who} does not compile in place: {what}", "Mend its commented code")
    return tree


def check_prompt(prompt: Prompt, solution: Block, lines: Sequence[str], report: Report) -> None:
    """A prompt's code runs in the stub, so it must compile and must not end the function."""
    code = (*prompt.lines, (prompt.last, "raise NotImplementedError"))
    tree = check_in_place("this PROMPT", code, solution, lines, report)
    inside = range(solution.first, solution.first + len(prompt.lines))
    for node in ast.walk(tree) if tree else ():
        leaves = isinstance(node, (ast.Return, ast.Raise, ast.Yield, ast.YieldFrom))
        if leaves and getattr(node, "lineno", 0) in inside:
            word = type(node).__name__.lower()
            report.add(
                prompt.lines[getattr(node, "lineno", 0) - inside.start][0],
                f"the code of this PROMPT has a `{word}`, so the stub could end without "
                "NotImplementedError",
                "Keep that line a comment in the stub too: write `# # ` before it",
            )

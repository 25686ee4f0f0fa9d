"""Draws the pictures of the README from a real run: `python docs/pictures/make_pictures.py`."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from autograder.build.products import variant_files
from autograder.feedback.stubs import task_places
from autograder.feedback.terminal import Look, report
from autograder.grade.files import write_files
from autograder.grade.grading import grade_folder
from autograder.grade.making import read_authored
from autograder.grade.plan import Course
from autograder.grade.released import release_plan
from autograder.grade.runner import ModuleGrader
from autograder.sandbox.host import open_host

ROOT = Path(__file__).resolve().parents[2]
SVG = Path(__file__).with_name("report.svg")
MODULE, TASK, MISTAKE = "t01_attention", "sdpa", "no-sqrt-dk"
WIDTH = 118

# No web font: the picture asks for nothing from the network.
FORMAT = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, monospace; font-size: {char_height}px;
 line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def student_report(course: Course) -> Console:
    """Grade a student's folder whose one mistake is known, as a student sees it."""
    authored = read_authored(course, MODULE)
    wrong = variant_files(authored.source, authored.config, TASK, MISTAKE)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / MODULE
        released = {
            path.relative_to(course.release(MODULE)).as_posix(): path.read_bytes()
            for path in course.release(MODULE).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        code = {name: text for name, text in wrong.items() if not name.startswith("tests/")}
        write_files({**released, **code}, folder)
        plan = release_plan(folder)
        grader = ModuleGrader(lambda: open_host(plan.libraries), plan, held=False)
        result = grade_folder(grader, plan, folder, hints=True)
        grader.close()
        text = report(result, task_places(folder), Look())
    console = Console(record=True, width=WIDTH, file=io.StringIO(), highlight=False)
    console.print("[bold]$ make grade M=t01_attention[/]")
    console.print(text)
    return console


def main() -> None:
    """Write the picture, or with ``--check`` exit 1 where it is out of date."""
    console = student_report(Course(ROOT))
    drawn = console.export_svg(
        title="make grade", theme=MONOKAI, code_format=FORMAT, unique_id="report"
    )
    if "--check" in sys.argv:
        sys.exit(int(not SVG.is_file() or SVG.read_text("utf-8") != drawn))
    SVG.write_text(drawn, "utf-8")


if __name__ == "__main__":
    main()

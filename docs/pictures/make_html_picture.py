"""Draws the HTML picture of the README from a real run: `python docs/pictures/make_html_picture.py`.

A real wrong submission is graded as its student would, and its page is photographed by the system's
Chromium. A photograph is not the same to the byte on two machines, so there is no ``--check``.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from autograder.build.products import variant_files
from autograder.feedback.html import page
from autograder.feedback.stubs import task_places
from autograder.feedback.terminal import Look
from autograder.feedback.views import Graded
from autograder.grade.files import write_files
from autograder.grade.grading import grade_folder
from autograder.grade.making import read_authored
from autograder.grade.plan import Course
from autograder.grade.released import release_plan
from autograder.grade.runner import ModuleGrader
from autograder.sandbox.host import open_host

ROOT = Path(__file__).resolve().parents[2]
PNG = Path(__file__).with_name("report.png")
MODULE, TASK, MISTAKE = "t01_attention", "softmax", "ignores-dim"
WIDTH, SCALE = 1100, 1.5


def student_page(course: Course, scratch: Path) -> Path:
    """The page of a student's folder whose one mistake is known."""
    folder = scratch / MODULE
    shutil.copytree(course.release(MODULE), folder, ignore=shutil.ignore_patterns("__pycache__"))
    authored = read_authored(course, MODULE)
    wrong = variant_files(authored.source, authored.config, TASK, MISTAKE)
    write_files(
        {name: text for name, text in wrong.items() if not name.startswith("tests/")}, folder
    )
    plan = release_plan(folder)
    grader = ModuleGrader(lambda: open_host(plan.libraries), plan, held=False)
    try:
        result = grade_folder(grader, plan, folder, hints=True)
    finally:
        grader.close()
    graded = Graded(result, task_places(folder), folder / "README.md", str(plan.stamp or ""))
    file = scratch / "report.html"
    file.write_text(page([graded], Look(), file, datetime.now().astimezone()), "utf-8")
    return file


def photograph(file: Path) -> bytes:
    """From the head of the page to the end of the first wrong task, its first hint unfolded."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-lcd-text"]
        )
        view = browser.new_page(viewport={"width": WIDTH, "height": 800}, device_scale_factor=SCALE)
        view.goto(file.as_uri())
        view.locator("details.hint summary").first.click()
        end = view.locator("details.check").first.evaluate(
            "each => each.getBoundingClientRect().bottom + window.scrollY"
        )
        clip = {"x": 0, "y": 0, "width": WIDTH, "height": end}
        taken = view.screenshot(full_page=True, clip=clip)
        browser.close()
    return taken


def main() -> int:
    """Take the picture; without a browser the old one stays."""
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        print("There is no chromium here: docs/pictures/report.png stays as it is.")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        PNG.write_bytes(photograph(student_page(Course(ROOT), Path(scratch))))
    return 0


if __name__ == "__main__":
    sys.exit(main())

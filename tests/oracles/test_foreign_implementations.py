"""Code that nobody here wrote, behind the stubs' signatures, gets full marks (forbidden names aside)."""

from pathlib import Path

import pytest

from autograder.grade.course_plans import course_plan
from autograder.grade.grading import grade_folder
from autograder.grade.plan import Course
from autograder.grade.record import without_forbidden
from autograder.grade.runner import ModuleGrader
from autograder.sandbox.host import open_host

ROOT = Path(__file__).resolve().parents[2]
FOREIGN = sorted(
    path for path in (Path(__file__).parent / "implementations").glob("*/*") if path.is_dir()
)


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOREIGN, ids=lambda path: path.parent.name)
def test_a_foreign_implementation_gets_full_marks(folder):
    plan = without_forbidden(course_plan(Course(ROOT), folder.name))
    grader = ModuleGrader(lambda: open_host(plan.warm), plan, held=True)
    try:
        result = grade_folder(grader, plan, folder)
    finally:
        grader.close()
    lost = [f"{check.name}: {check.detail}" for check in result.checks if not check.passed]
    assert not lost, "\n".join(lost)
    assert result.score == result.max_score == 100

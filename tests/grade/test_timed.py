"""Checks that compare the time of a call with the reference's: it works for each submission anew."""

from __future__ import annotations

from pathlib import Path

from autograder.grade.grading import grade_folder
from autograder.grade.runner import ModuleGrader
from autograder.grade.specs import module_spec
from autograder.sandbox.host import open_host

from ..tiny import Submit, by_name, numbers_plan, with_check

CHECK = '''def test_time_of_root(student, reference):
    """It is about as quick as the reference."""
    import time

    began = time.perf_counter()
    reference.root(10**12)
    took = time.perf_counter() - began
    expect(student.root(10**12)).took_at_most(20 * took)
'''


def test_a_time_of_the_reference_is_never_one_of_remembering(tmp_path: Path, submit: Submit):
    plan = numbers_plan(with_check(tmp_path / "course", CHECK))
    assert module_spec(plan).timed == ["test_time_of_root"]
    grader = ModuleGrader(lambda: open_host(plan.warm), plan, held=True)
    try:
        for _ in range(3):
            check = by_name(grade_folder(grader, plan, submit()))["test_time_of_root"]
            assert check.passed, check.detail
    finally:
        grader.close()

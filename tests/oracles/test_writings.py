"""Every module of the course is tried by other hands, and measured.

That right packages get full marks under the course's own secret, and that a hidden check catches every mistake in both
writings, is what `autograder verify` demands; `verify --full` has tried twenty secrets and recorded it. Here, two of
these secrets are tried again, others whenever the grader changes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.build.wheel import fingerprint
from autograder.build.writings import second_writings, variants
from autograder.grade.fairness import fairness
from autograder.grade.making import read_authored
from autograder.grade.plan import Course
from autograder.grade.record import mistakes_of
from autograder.grade.strictness import SECRETS, read_record

COURSE = Course(Path(__file__).resolve().parents[2])
MODULES = COURSE.modules
AGAIN = [SECRETS[(int(fingerprint(), 16) + step) % len(SECRETS)] for step in (0, 7)]


@pytest.mark.parametrize("module", MODULES)
def test_each_module_has_two_other_right_packages_and_all_mistakes_twice(module):
    authored = read_authored(COURSE, module)
    assert len(variants(authored.source.folder)) >= 2
    assert set(second_writings(authored.source.folder)) == set(mistakes_of(authored.source))


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
def test_right_packages_get_full_marks_under_any_secret(module):
    authored = read_authored(COURSE, module)
    fair = fairness(authored, AGAIN, jobs=1, progress=lambda _done, _whole: None)
    assert not fair.lost, "\n".join(fair.lost)


@pytest.mark.parametrize("module", MODULES)
def test_each_module_is_measured_and_strict(module):
    record = read_record(COURSE.solution(module))
    assert record is not None, f"run autograder verify --full {module}"
    assert record.reasons == []
    assert record.killed >= 0.95 * record.counted
    assert len(record.packages) >= 3

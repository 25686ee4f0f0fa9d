"""What the Gradescope zip holds, and what it does not."""

from __future__ import annotations

from autograder.config.load import load_course
from autograder.grade.making import released_part
from autograder.grade.plan import Course
from autograder.gradescope.package import gradescope_files

from ..tiny import ROOT


def test_it_holds_checks_and_known_mistakes_and_not_what_else_they_were_tried_with() -> None:
    course = Course(ROOT)
    _, part = released_part(course, "s05_bpe")
    names = list(gradescope_files(course, load_course(course.configs), part))
    tests = [name for name in names if name.startswith("course/solutions/s05_bpe/tests/")]
    mistakes = {name for name in tests if "/tests/mistakes/" in name}
    assert "course/solutions/s05_bpe/tests/mistakes/merge/overlap-wrong.py" in mistakes
    assert [name.rpartition("/")[2] for name in tests if name not in mistakes] == [
        "__init__.py",
        "probes.py",
        "test_hidden.py",
        "test_public.py",
    ]
    assert "course/solutions/s05_bpe/train.py" in names

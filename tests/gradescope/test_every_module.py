"""Every module of the course on the platform: its own zip, image, solution and stub."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from autograder.build.products import solution_files, student_files
from autograder.config.load import load_course
from autograder.grade.making import read_authored
from autograder.grade.plan import Course

from ..tiny import ROOT
from .platform import built

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="the platform runs everything as root"),
]
COURSE = Course(ROOT)


@pytest.mark.parametrize("module", load_course(COURSE.configs).modules)
def test_a_module_is_graded_by_its_own_zip(module: str, tmp_path: Path) -> None:
    platform = built(COURSE, module, tmp_path / "autograder")
    authored = read_authored(COURSE, module)
    whole = platform.submit(solution_files(authored.source, authored.config))
    assert set(whole.verdicts().values()) == {"PASSED"}
    assert whole.score == authored.config.points
    empty = platform.submit(student_files(authored.source, authored.config))
    assert set(empty.verdicts().values()) == {"NOT_ATTEMPTED"}
    assert empty.score == 0
    installed = {path.name for path in platform.root.glob("environment/lib/*/site-packages/*")}
    for library in ("torch", "gymnasium"):
        assert (library in installed) == (library in authored.config.libraries), library
    shutil.rmtree(platform.root)

"""Reading what was handed in, safely: from any path to a folder of plain files."""

from __future__ import annotations

from autograder.intake.bounds import BOUNDS, Bounds, RefusedSubmission
from autograder.intake.layout import Layout, by_content, chosen, copies, module_in, written
from autograder.intake.scratch import make_readable, scratch_folder
from autograder.intake.shadowing import shadowing
from autograder.intake.taking import Taken, as_it_stands, opened

__all__ = [
    "BOUNDS",
    "Bounds",
    "Layout",
    "RefusedSubmission",
    "Taken",
    "as_it_stands",
    "by_content",
    "chosen",
    "copies",
    "make_readable",
    "module_in",
    "opened",
    "scratch_folder",
    "shadowing",
    "written",
]

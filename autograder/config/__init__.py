"""The configuration of a course and its modules: YAML with lines, checked all at once."""

from __future__ import annotations

from autograder.config.course import CourseConfig, course_secret
from autograder.config.crosscheck import FoundCheck, crosscheck, find_checks
from autograder.config.gradescope import GradescopeConfig, LeaderboardEntry, RateLimit
from autograder.config.load import known_modules, load_course, load_module, module_path
from autograder.config.models import CheckConfig, Limits, ModuleConfig, TaskConfig

__all__ = [
    "CheckConfig",
    "CourseConfig",
    "FoundCheck",
    "GradescopeConfig",
    "LeaderboardEntry",
    "Limits",
    "ModuleConfig",
    "RateLimit",
    "TaskConfig",
    "course_secret",
    "crosscheck",
    "find_checks",
    "known_modules",
    "load_course",
    "load_module",
    "module_path",
]

"""The plan of a module from a course: its configuration, its tests and its reference."""

from __future__ import annotations

import os
from functools import lru_cache

from autograder.build.manifest import MANIFEST
from autograder.build.stamp import stamp_of
from autograder.config.course import SECRET_VARIABLE, course_secret
from autograder.config.crosscheck import crosscheck
from autograder.config.found_checks import HIDDEN_FILE, PUBLIC_FILE, find_checks
from autograder.config.load import COURSE_FILE, known_modules, load_course, module_path
from autograder.errors import UsageError, raise_any
from autograder.grade.plan import RECORDINGS_FILE, CheckPlan, Course, Limits, Plan, TaskPlan


def course_plan(course: Course, module: str) -> Plan:
    """The plan of a module from its configuration and tests, cross-checked both ways. It is made
    once for each content of these files: a class, or an evening of saving, has one plan.
    """
    return _course_plan(course, module, _made_from(course, module))


def _made_from(course: Course, module: str) -> tuple[object, ...]:
    """All that decides what a plan is."""
    tests, release = course.solution(module) / "tests", course.release(module)
    paths = (
        course.configs / COURSE_FILE,
        module_path(course.configs, module),
        *(tests / name for name in (PUBLIC_FILE, HIDDEN_FILE)),
        release / MANIFEST,
    )
    texts = tuple(path.read_bytes() if path.is_file() else None for path in paths)
    recorded = (release / "tests" / RECORDINGS_FILE).is_file()
    return (*texts, recorded, known_modules(course.configs), os.environ.get(SECRET_VARIABLE))


@lru_cache(maxsize=16)
def _course_plan(course: Course, module: str, _texts: tuple[object, ...]) -> Plan:
    config, tests = course.config(module), course.solution(module) / "tests"
    if not tests.is_dir():
        raise UsageError(f"{tests} does not exist. Write the module's tests there.")
    found, problems = find_checks(tests)
    raise_any([*problems, *crosscheck(config, module_path(course.configs, module), found)])
    facts = {check.name: (check.public, check.docstring) for check in found}
    tasks = tuple(
        TaskPlan(
            name,
            task.uses,
            task.forbidden,
            tuple(
                CheckPlan(
                    check,
                    name,
                    each.points,
                    facts[check][0],
                    each.visibility,
                    facts[check][1],
                    each.seconds,
                    each.picture,
                )
                for check, each in task.checks.items()
            ),
        )
        for name, task in config.tasks.items()
    )
    recordings = course.release(module) / "tests" / RECORDINGS_FILE
    return Plan(
        module=module,
        title=config.title,
        tests=tests,
        reference=course.solution(module),
        recordings=recordings if recordings.is_file() else None,
        libraries=config.libraries,
        limits=Limits(**dict(config.limits)),
        tasks=tasks,
        secret=course_secret(load_course(course.configs)),
        blocked_keeps=config.blocked_keeps,
        stamp=stamp_of(course.release(module)),
        changes=config.releases,
        answers_are_key=config.kind == "concepts",
    )

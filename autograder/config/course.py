"""What course.yaml may say: every key with its type, its bounds and its meaning."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date

from pydantic import Field, model_validator

from autograder.config.rules import course_violations
from autograder.config.values import Day, ModuleName, ModuleNames, Settings, Text, refuse

SECRET_VARIABLE = "AUTOGRADER_SECRET"  # noqa: S105  (the name of a variable, not a secret)


class CourseConfig(Settings):
    """The course, in `grading_configs/course.yaml`."""

    title: Text = Field(description="The course's title.", examples=["Machine learning"])
    description: str = Field(
        default="",
        description="A sentence or two for the front page.",
        examples=["From the neuron to the transformer."],
    )
    secret: str = Field(
        default="",
        description="The inputs of hidden checks are derived from it, so they differ from course "
        f"to course. The environment variable `{SECRET_VARIABLE}` overrides it.",
        examples=["any long random text"],
    )
    modules: ModuleNames = Field(
        description="The modules in reading order. A module not listed is a draft, and is not "
        "released.",
        examples=[["s05_bpe", "t01_attention"]],
    )
    release_dates: Mapping[ModuleName, Day] = Field(
        default={},
        description="The day from which students get a module, as year-month-day. A listed module "
        "without a date is released at once.",
        examples=[{"t01_attention": "2026-09-01"}],
    )
    pip_index: str = Field(
        default="",
        description="The URL of one more package index, where pip looks beside its usual one when "
        "an environment is made: for torch without CUDA, or for a mirror.",
        examples=["https://wheels.example.org/cpu"],
    )
    submit_to: str = Field(
        default="",
        description='Where students hand in, as the text that `make submit` prints after "Upload '
        'it to".',
        examples=["Gradescope, https://www.gradescope.com/courses/123"],
    )
    update_from: str = Field(
        default="",
        description="Where `make update` in a student's repository gets the newest release: the "
        "URL of a git repository, the URL or path of a zip, or the path of a folder.",
        examples=["https://git.example.org/ml/course.git"],
    )

    @model_validator(mode="after")
    def _keep_the_rules(self) -> CourseConfig:
        refuse(course_violations(self.model_dump(mode="json")))
        return self

    def released(self, on: date) -> tuple[str, ...]:
        """The modules that students have on the day ``on``, in reading order."""
        dates = self.release_dates
        return tuple(name for name in self.modules if dates.get(name, on) <= on)


def course_secret(course: CourseConfig) -> str:
    """The text that hidden inputs are derived from.

    ``AUTOGRADER_SECRET`` in the environment wins over ``secret`` in course.yaml, so that a course
    whose files are shared can keep its secret out of them. An empty variable counts as unset,
    because that is what a CI system gives for a secret it does not have.
    """
    return os.environ.get(SECRET_VARIABLE) or course.secret

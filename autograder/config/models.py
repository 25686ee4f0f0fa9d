"""What the configuration files may say: every key with its type, its bounds and its meaning.

The descriptions and examples are not decoration: error messages, the JSON schemas for editors and
the reference page are all made from them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from autograder.config.names import CHECK_NAME, DOTTED_NAME, LESSON, MODULE_NAME, TASK_NAME
from autograder.config.nearest import one_of
from autograder.config.rules import Violation, course_violations, module_violations, task_violations
from autograder.errors import UsageError
from autograder.model import Visibility, total

SECRET_VARIABLE = "AUTOGRADER_SECRET"  # noqa: S105  (the name of a variable, not a secret)


def _two_decimals(points: float) -> float:
    if round(points, 2) != points:
        raise PydanticCustomError("decimals", "more than two decimals")
    return points


def _refuse(violations: Iterable[Violation]) -> None:
    text = "; ".join(violation.what for violation in violations)
    if text:
        raise PydanticCustomError("rule", "{text}", {"text": text})


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
ModuleName = Annotated[str, StringConstraints(pattern=MODULE_NAME)]
TaskName = Annotated[str, StringConstraints(pattern=TASK_NAME)]
CheckName = Annotated[str, StringConstraints(pattern=CHECK_NAME)]
Lesson = Annotated[str, StringConstraints(pattern=LESSON)]
DottedName = Annotated[str, StringConstraints(pattern=DOTTED_NAME)]
Kind = Literal["code", "concepts"]
Library = Literal["numpy", "torch", "gymnasium"]
Points = Annotated[float, Field(ge=0, allow_inf_nan=False), AfterValidator(_two_decimals)]

# Strict validation would refuse YAML's lists where a tuple is wanted, and its words for an enum.
ModuleNames = Annotated[tuple[ModuleName, ...], Strict(strict=False)]
TaskNames = Annotated[tuple[TaskName, ...], Strict(strict=False)]
Lessons = Annotated[tuple[Lesson, ...], Strict(strict=False)]
DottedNames = Annotated[tuple[DottedName, ...], Strict(strict=False)]
Libraries = Annotated[tuple[Library, ...], Strict(strict=False)]
VisibilityWord = Annotated[Visibility, Strict(strict=False)]


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class CheckConfig(_Settings):
    """One check: a test function of `tests/test_public.py` or `tests/test_hidden.py`."""

    points: Points = Field(
        description="What the check is worth, with at most two decimals.", examples=[2]
    )
    visibility: VisibilityWord = Field(
        default=Visibility.VISIBLE,
        description="When a student may see this row on Gradescope: at once, after the due date, "
        "after the grades are published, or never.",
        examples=["after_due_date"],
    )


class TaskConfig(_Settings):
    """One task: a function or class that the student writes."""

    points: Points = Field(
        description="What the task is worth: the sum of its checks.", examples=[10]
    )
    uses: TaskNames = Field(
        default=(),
        description="Tasks of this module that this one calls. When one of them has failed, a "
        "failing check here is reported as BLOCKED and names it.",
        examples=[["softmax"]],
    )
    forbidden: DottedNames = Field(
        default=(),
        description="Dotted names that the task may not use, because they are its answer. A task "
        "that uses one gets FORBIDDEN.",
        examples=[["torch.softmax", "torch.Tensor.softmax"]],
    )
    checks: Mapping[CheckName, CheckConfig] = Field(
        min_length=1,
        description="Every check that the test files decorate with this task, and no other.",
        examples=[{"test_rows_sum_to_one": {"points": 2}}],
    )

    @model_validator(mode="after")
    def _keep_the_rules(self) -> TaskConfig:
        _refuse(task_violations(self.model_dump(mode="json"), "this task", ()))
        return self


class Limits(_Settings):
    """What one submission may spend on this module."""

    check_seconds: float = Field(
        default=10.0, gt=0, le=600, description="Seconds for one check.", examples=[20]
    )
    module_seconds: float = Field(
        default=120.0, gt=0, le=7200, description="Seconds for all checks together.", examples=[240]
    )
    memory_mb: int = Field(
        default=1024,
        gt=0,
        le=65536,
        description="Megabytes that the student's process may grow beyond what the libraries "
        "already fill when it starts.",
        examples=[2048],
    )


class ModuleConfig(_Settings):
    """One module, in `grading_configs/<module>.yaml`."""

    title: Text = Field(
        description="The module's title, as students read it.",
        examples=["Scaled dot-product attention"],
    )
    summary: Text = Field(
        description="One sentence for the list of modules.",
        examples=["Attention from the formula to several heads."],
    )
    kind: Kind = Field(
        default="code",
        description="What the tasks are: functions to write, or answers to give. In a module of "
        "concepts the solution's values are the key, so its public checks may not use `reference` "
        "and nothing of them is recorded.",
        examples=["concepts"],
    )
    covers: Lessons = Field(
        default=(),
        description="The lessons of the syllabus that this module teaches, as TRACK/LESSON.",
        examples=[["applied/M06.G1", "deep/S2.B"]],
    )
    needs: ModuleNames = Field(
        default=(),
        description="Modules that a student should have done before. Reading order only: no "
        "module imports another.",
        examples=[["n01_neurons_mlp"]],
    )
    minutes: int = Field(
        gt=0, le=6000, description="Time that a student should plan, in minutes.", examples=[180]
    )
    libraries: Libraries = Field(
        default=(),
        description="Libraries that are imported before the student's code runs. Leave it empty "
        "for pure Python.",
        examples=[["numpy", "torch"]],
    )
    limits: Limits = Field(
        default_factory=Limits,
        description="Time and memory for one submission.",
        examples=[{"check_seconds": 20}],
    )
    blocked_keeps: float = Field(
        default=0.0,
        ge=0,
        le=1,
        allow_inf_nan=False,
        description="Share of a BLOCKED check's points that the student keeps: 0 none, 1 all.",
        examples=[0.5],
    )
    tasks: Mapping[TaskName, TaskConfig] = Field(
        min_length=1,
        description="The tasks by name, in teaching order.",
        examples=[{"softmax": {"points": 2, "checks": {"test_worked_example": {"points": 2}}}}],
    )

    @model_validator(mode="after")
    def _keep_the_rules(self) -> ModuleConfig:
        _refuse(module_violations(self.model_dump(mode="json")))
        return self

    @property
    def points(self) -> float:
        """What the whole module is worth."""
        return total(task.points for task in self.tasks.values())

    @property
    def checks(self) -> Mapping[str, tuple[str, CheckConfig]]:
        """Every check with its task's name, in the order of the file."""
        return {
            name: (task_name, check)
            for task_name, task in self.tasks.items()
            for name, check in task.checks.items()
        }

    def check(self, name: str) -> tuple[str, CheckConfig]:
        """The task's name and the configuration of one check; `UsageError` where there is none."""
        checks = self.checks
        if name not in checks:
            raise UsageError(f"There is no check {name}. {one_of(name, checks, 'checks')}.")
        return checks[name]


class CourseConfig(_Settings):
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
        description="The released modules in reading order. A module not listed is a draft.",
        examples=[["s05_bpe", "t01_attention"]],
    )

    @model_validator(mode="after")
    def _keep_the_rules(self) -> CourseConfig:
        _refuse(course_violations(self.model_dump(mode="json")))
        return self


def course_secret(course: CourseConfig) -> str:
    """The text that hidden inputs are derived from.

    ``AUTOGRADER_SECRET`` in the environment wins over ``secret`` in course.yaml, so that a course
    whose files are shared can keep its secret out of them. An empty variable counts as unset,
    because that is what a CI system gives for a secret it does not have.
    """
    return os.environ.get(SECRET_VARIABLE) or course.secret

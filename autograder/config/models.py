"""What a module's file may say: every key with its type, its bounds and its meaning.

The descriptions and examples are not decoration: error messages, the JSON schemas for editors and
the reference page are all made from them.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field, model_validator

from autograder.config.gradescope import GradescopeConfig
from autograder.config.nearest import one_of
from autograder.config.rules import module_violations, task_violations
from autograder.config.values import (
    CheckName,
    DottedNames,
    Kind,
    Lessons,
    Libraries,
    ModuleNames,
    PictureWord,
    Points,
    Sentences,
    Settings,
    TaskName,
    TaskNames,
    Text,
    VisibilityWord,
    refuse,
)
from autograder.errors import UsageError
from autograder.model import Visibility, total


class CheckConfig(Settings):
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
    seconds: float | None = Field(
        default=None,
        gt=0,
        le=600,
        description="Seconds for this check, where `check_seconds` of the module is not enough.",
        examples=[60],
    )
    picture: PictureWord = Field(
        default="",
        description="How an HTML report draws what a public check compared, where the values' own "
        "shape does not suggest it: `heat` (a map of a table), `curve` (numbers over steps), "
        "`bars` (a number per key or entry), `merges` (two sequences side by side), `none`, or "
        "`policy` with the columns of a grid of states and a sign for each action. Hidden checks "
        "are never drawn.",
        examples=["policy 12 ↑→↓←"],
    )


class TaskConfig(Settings):
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
        refuse(task_violations(self.model_dump(mode="json"), "this task", ()))
        return self


class Limits(Settings):
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
    scratch_mb: int = Field(
        default=0,
        ge=0,
        le=1024,
        description="Megabytes of files that the student's code may write into its working folder "
        "where it is held. Needs Landlock.",
        examples=[16],
    )


class ModuleConfig(Settings):
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
    releases: Sentences = Field(
        default=(),
        description="What each release of this module changed, oldest first, in one sentence each "
        "that students read. The number of the release is their count, and at least 1.",
        examples=[["First release.", "The handout says which axis softmax sums over."]],
        json_schema_extra={"uniqueItems": False},
    )
    gradescope: GradescopeConfig = Field(
        default_factory=GradescopeConfig,
        description="How Gradescope runs this module.",
        examples=[{"minutes": 20}],
    )
    tasks: Mapping[TaskName, TaskConfig] = Field(
        min_length=1,
        description="The tasks by name, in teaching order.",
        examples=[{"softmax": {"points": 2, "checks": {"test_worked_example": {"points": 2}}}}],
    )

    @model_validator(mode="after")
    def _keep_the_rules(self) -> ModuleConfig:
        refuse(module_violations(self.model_dump(mode="json")))
        return self

    @property
    def release(self) -> int:
        """The number of the newest release."""
        return max(1, len(self.releases))

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

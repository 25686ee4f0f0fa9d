"""What a module's file may say about Gradescope: time, number of attempts, leaderboard."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Strict

from autograder.config.values import Settings, Text


class RateLimit(Settings):
    """How many submissions of one student are graded in a span of time."""

    attempts: int = Field(
        ge=1,
        description="Submissions that are graded within those hours. A further one keeps the last "
        "valid score. A run that failed by the grader's fault does not count.",
        examples=[5],
    )
    hours: float = Field(
        default=24.0,
        gt=0,
        allow_inf_nan=False,
        description="The span of time, counted back from each submission.",
        examples=[12],
    )


class LeaderboardEntry(Settings):
    """One column of the leaderboard that the whole class sees."""

    name: Text = Field(description="The column's title.", examples=["Points"])
    value: Text = Field(
        description="What stands in it: `score`, the points of the module; `seconds`, the time "
        "that the checks took; or the name of a task, for its points.",
        examples=["score"],
    )
    order: Literal["desc", "asc"] = Field(
        default="desc",
        description="Which end is best: `desc` the highest value, `asc` the lowest, as for "
        "`seconds`.",
        examples=["asc"],
    )


class GradescopeConfig(Settings):
    """What Gradescope allows a submission, and what it shows of the class."""

    minutes: float = Field(
        default=10.0,
        gt=1,
        le=40,
        allow_inf_nan=False,
        description="The autograder timeout that is set for the assignment on Gradescope, in "
        "minutes. At its end the platform shows a student nothing, so ours comes first.",
        examples=[20],
    )
    rate_limit: RateLimit | None = Field(
        default=None,
        description="How often a student may submit. Without it: as often as they like.",
        examples=[{"attempts": 5, "hours": 24}],
    )
    leaderboard: Annotated[tuple[LeaderboardEntry, ...], Strict(strict=False)] = Field(
        default=(),
        description="Columns of the leaderboard. Without any there is none.",
        examples=[[{"name": "Points", "value": "score"}]],
    )

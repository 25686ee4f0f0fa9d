"""The types of single values in a configuration, and what every model of it has in common."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from autograder.config.days import as_day
from autograder.config.names import (
    CHECK_NAME,
    DOTTED_NAME,
    LESSON,
    MODULE_NAME,
    PICTURE,
    TASK_NAME,
)
from autograder.config.rules import Violation
from autograder.model import Visibility


def _two_decimals(points: float) -> float:
    if round(points, 2) != points:
        raise PydanticCustomError("decimals", "more than two decimals")
    return points


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
ModuleName = Annotated[str, StringConstraints(pattern=MODULE_NAME)]
TaskName = Annotated[str, StringConstraints(pattern=TASK_NAME)]
CheckName = Annotated[str, StringConstraints(pattern=CHECK_NAME)]
Lesson = Annotated[str, StringConstraints(pattern=LESSON)]
DottedName = Annotated[str, StringConstraints(pattern=DOTTED_NAME)]
PictureWord = Annotated[str, StringConstraints(pattern=PICTURE)]
Kind = Literal["code", "concepts"]
Library = Literal["numpy", "torch", "gymnasium"]
Points = Annotated[float, Field(ge=0, allow_inf_nan=False), AfterValidator(_two_decimals)]
Day = Annotated[date, BeforeValidator(as_day)]

# Strict validation would refuse YAML's lists where a tuple is wanted, and its words for an enum.
Sentences = Annotated[tuple[Text, ...], Strict(strict=False)]
ModuleNames = Annotated[tuple[ModuleName, ...], Strict(strict=False)]
TaskNames = Annotated[tuple[TaskName, ...], Strict(strict=False)]
Lessons = Annotated[tuple[Lesson, ...], Strict(strict=False)]
DottedNames = Annotated[tuple[DottedName, ...], Strict(strict=False)]
Libraries = Annotated[tuple[Library, ...], Strict(strict=False)]
VisibilityWord = Annotated[Visibility, Strict(strict=False)]


class Settings(BaseModel):
    """A mapping of known keys that nobody changes after it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def refuse(violations: Iterable[Violation]) -> None:
    """Fail the validation of a model that breaks a rule between its keys."""
    text = "; ".join(violation.what for violation in violations)
    if text:
        raise PydanticCustomError("rule", "{text}", {"text": text})

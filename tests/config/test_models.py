from __future__ import annotations

import pickle
from datetime import date, datetime
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from autograder.config.course import CourseConfig, course_secret
from autograder.config.gradescope import GradescopeConfig, LeaderboardEntry, RateLimit
from autograder.config.load import load_module
from autograder.config.models import CheckConfig, Limits, ModuleConfig, TaskConfig
from autograder.errors import UsageError
from autograder.model import Visibility

SECTIONS = (
    CourseConfig,
    ModuleConfig,
    TaskConfig,
    CheckConfig,
    Limits,
    GradescopeConfig,
    RateLimit,
    LeaderboardEntry,
)


@pytest.fixture
def module(folder: Path) -> ModuleConfig:
    return load_module(folder, "attention")


def test_what_is_not_written_has_the_documented_default(module: ModuleConfig) -> None:
    assert module.limits == Limits(check_seconds=10, module_seconds=120, memory_mb=1024)
    assert module.blocked_keeps == 0
    assert module.gradescope == GradescopeConfig(minutes=10, rate_limit=None, leaderboard=())
    assert (module.releases, module.release) == ((), 1)
    assert (module.covers, module.needs, module.libraries) == ((), (), ())
    assert module.tasks["softmax"].uses == ()
    assert module.tasks["softmax"].forbidden == ()
    assert module.check("test_large_logits")[1].visibility is Visibility.VISIBLE


def test_a_module_is_worth_the_sum_of_its_tasks(module: ModuleConfig) -> None:
    assert module.points == 7


def test_a_check_is_found_with_its_task(module: ModuleConfig) -> None:
    task, check = module.check("test_formula")
    assert task == "sdpa"
    assert check == CheckConfig(points=4, visibility=Visibility.HIDDEN)


def test_checks_keep_the_order_of_the_file(module: ModuleConfig) -> None:
    assert list(module.checks) == ["test_rows_sum_to_one", "test_large_logits", "test_formula"]


def test_an_unknown_check_is_answered_with_the_nearest(module: ModuleConfig) -> None:
    with pytest.raises(UsageError) as caught:
        module.check("test_formulas")
    assert str(caught.value) == "There is no check test_formulas. Write 'test_formula'."


def test_a_configuration_cannot_be_changed(module: ModuleConfig) -> None:
    with pytest.raises(ValidationError):
        setattr(module, "title", "Other")  # noqa: B010  (mypy refuses the plain assignment)


def test_a_configuration_can_be_sent_to_another_process(module: ModuleConfig) -> None:
    assert pickle.loads(pickle.dumps(module)) == module


def test_tenths_add_up() -> None:
    checks = {f"test_{index}": CheckConfig(points=0.1) for index in range(10)}
    assert TaskConfig(points=1, checks=checks).points == 1


def test_rules_hold_without_a_file_too() -> None:
    with pytest.raises(ValidationError, match="this task has 2 points, but its checks sum to 1"):
        TaskConfig(points=2, checks={"test_a": CheckConfig(points=1)})


def test_the_secret_of_the_file_counts_when_the_environment_has_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    course = CourseConfig(title="Course", secret="from the file", modules=())
    monkeypatch.delenv("AUTOGRADER_SECRET", raising=False)
    assert course_secret(course) == "from the file"
    monkeypatch.setenv("AUTOGRADER_SECRET", "")
    assert course_secret(course) == "from the file"


def test_the_secret_of_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOGRADER_SECRET", "from the environment")
    course = CourseConfig(title="Course", secret="from the file", modules=())
    assert course_secret(course) == "from the environment"


@pytest.mark.parametrize(("count", "number"), [(0, 1), (1, 1), (2, 2), (5, 5)])
def test_the_number_of_a_release_counts_its_sentences(
    module: ModuleConfig, count: int, number: int
) -> None:
    assert module.model_copy(update={"releases": ("Typo.",) * count}).release == number


COURSE = CourseConfig(
    title="Course",
    modules=("late", "undated", "early"),
    release_dates={"early": date(2026, 9, 1), "late": date(2026, 10, 1)},
)


@pytest.mark.parametrize(
    ("day", "released"),
    [
        (date(2026, 8, 31), ("undated",)),
        (date(2026, 9, 1), ("undated", "early")),
        (date(2026, 9, 30), ("undated", "early")),
        (date(2026, 10, 1), ("late", "undated", "early")),
    ],
)
def test_modules_are_released_from_their_day_on_in_reading_order(
    day: date, released: tuple[str, ...]
) -> None:
    assert COURSE.released(day) == released


def test_a_course_with_dates_can_be_sent_to_another_process_and_read_back() -> None:
    assert pickle.loads(pickle.dumps(COURSE)) == COURSE
    assert CourseConfig.model_validate_json(COURSE.model_dump_json()) == COURSE


@pytest.mark.parametrize("value", [datetime(2026, 9, 1, 8), "2026-9-1", 20260901, None])
def test_a_release_date_is_a_date_without_a_file_too(value: object) -> None:
    dates = {"early": value}
    with pytest.raises(ValidationError, match="must be a date"):
        CourseConfig.model_validate({"title": "C", "modules": ["early"], "release_dates": dates})


def test_course_rules_hold_without_a_file_too() -> None:
    with pytest.raises(ValidationError, match="which modules does not list"):
        CourseConfig(title="C", modules=("a",), release_dates={"b": date(2026, 9, 1)})


@pytest.mark.parametrize("model", SECTIONS)
def test_every_key_is_described_and_has_an_example(model: type[BaseModel]) -> None:
    for field in model.model_fields.values():
        assert field.description
        assert field.description.endswith(".")
        assert len(field.examples or []) == 1

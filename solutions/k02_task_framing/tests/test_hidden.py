"""Hidden checks: one for each task and field. A right term is two halves, an alternative one."""

from __future__ import annotations

from autograder.checks import expect, task

from .explanations import halves


def judge(returned, name, field):
    """Credit for one field of the four briefs; a missing brief or an unknown term has none."""
    framings = expect(returned, f"{field} in {name}(), in half points").has_type(dict)
    earned = halves(framings.value, name, field)
    framings.fraction(sum(earned), 2 * len(earned))


# -- frame_tabular -------------------------------------------------------------------------------


@task("frame_tabular")
def test_tabular_tasks(student):
    """The kind of task of each brief."""
    judge(student.frame_tabular(), "frame_tabular", "task")


@task("frame_tabular")
def test_tabular_targets(student):
    """What is to be predicted or reached, for each brief."""
    judge(student.frame_tabular(), "frame_tabular", "target")


@task("frame_tabular")
def test_tabular_units(student):
    """What one prediction or choice is about, for each brief."""
    judge(student.frame_tabular(), "frame_tabular", "unit")


@task("frame_tabular")
def test_tabular_metrics(student):
    """How good and bad solutions are told apart, for each brief."""
    judge(student.frame_tabular(), "frame_tabular", "metric")


@task("frame_tabular")
def test_tabular_splits(student):
    """How the test is kept apart, for each brief."""
    judge(student.frame_tabular(), "frame_tabular", "split")


@task("frame_tabular")
def test_tabular_leakage_risks(student):
    """The leak that each brief describes."""
    judge(student.frame_tabular(), "frame_tabular", "leakage_risk")


# -- frame_time ----------------------------------------------------------------------------------


@task("frame_time")
def test_time_tasks(student):
    """The kind of task of each brief."""
    judge(student.frame_time(), "frame_time", "task")


@task("frame_time")
def test_time_targets(student):
    """What is to be predicted or reached, for each brief."""
    judge(student.frame_time(), "frame_time", "target")


@task("frame_time")
def test_time_units(student):
    """What one prediction or choice is about, for each brief."""
    judge(student.frame_time(), "frame_time", "unit")


@task("frame_time")
def test_time_metrics(student):
    """How good and bad solutions are told apart, for each brief."""
    judge(student.frame_time(), "frame_time", "metric")


@task("frame_time")
def test_time_splits(student):
    """How the test is kept apart, for each brief."""
    judge(student.frame_time(), "frame_time", "split")


@task("frame_time")
def test_time_leakage_risks(student):
    """The leak that each brief describes."""
    judge(student.frame_time(), "frame_time", "leakage_risk")


# -- frame_text ----------------------------------------------------------------------------------


@task("frame_text")
def test_text_tasks(student):
    """The kind of task of each brief."""
    judge(student.frame_text(), "frame_text", "task")


@task("frame_text")
def test_text_targets(student):
    """What is to be predicted or reached, for each brief."""
    judge(student.frame_text(), "frame_text", "target")


@task("frame_text")
def test_text_units(student):
    """What one prediction or choice is about, for each brief."""
    judge(student.frame_text(), "frame_text", "unit")


@task("frame_text")
def test_text_metrics(student):
    """How good and bad solutions are told apart, for each brief."""
    judge(student.frame_text(), "frame_text", "metric")


@task("frame_text")
def test_text_splits(student):
    """How the test is kept apart, for each brief."""
    judge(student.frame_text(), "frame_text", "split")


@task("frame_text")
def test_text_leakage_risks(student):
    """The leak that each brief describes."""
    judge(student.frame_text(), "frame_text", "leakage_risk")


# -- frame_decisions -----------------------------------------------------------------------------


@task("frame_decisions")
def test_decisions_tasks(student):
    """The kind of task of each brief."""
    judge(student.frame_decisions(), "frame_decisions", "task")


@task("frame_decisions")
def test_decisions_targets(student):
    """What is to be predicted or reached, for each brief."""
    judge(student.frame_decisions(), "frame_decisions", "target")


@task("frame_decisions")
def test_decisions_units(student):
    """What one prediction or choice is about, for each brief."""
    judge(student.frame_decisions(), "frame_decisions", "unit")


@task("frame_decisions")
def test_decisions_metrics(student):
    """How good and bad solutions are told apart, for each brief."""
    judge(student.frame_decisions(), "frame_decisions", "metric")


@task("frame_decisions")
def test_decisions_splits(student):
    """How the test is kept apart, for each brief."""
    judge(student.frame_decisions(), "frame_decisions", "split")


@task("frame_decisions")
def test_decisions_leakage_risks(student):
    """The leak that each brief describes."""
    judge(student.frame_decisions(), "frame_decisions", "leakage_risk")


# -- frame_learning ------------------------------------------------------------------------------


@task("frame_learning")
def test_learning_tasks(student):
    """The kind of task of each brief."""
    judge(student.frame_learning(), "frame_learning", "task")


@task("frame_learning")
def test_learning_targets(student):
    """What is to be predicted or reached, for each brief."""
    judge(student.frame_learning(), "frame_learning", "target")


@task("frame_learning")
def test_learning_units(student):
    """What one prediction or choice is about, for each brief."""
    judge(student.frame_learning(), "frame_learning", "unit")


@task("frame_learning")
def test_learning_metrics(student):
    """How good and bad solutions are told apart, for each brief."""
    judge(student.frame_learning(), "frame_learning", "metric")


@task("frame_learning")
def test_learning_splits(student):
    """How the test is kept apart, for each brief."""
    judge(student.frame_learning(), "frame_learning", "split")


@task("frame_learning")
def test_learning_leakage_risks(student):
    """The leak that each brief describes."""
    judge(student.frame_learning(), "frame_learning", "leakage_risk")


# -- frame_groups --------------------------------------------------------------------------------


@task("frame_groups")
def test_groups_tasks(student):
    """The kind of task of each brief."""
    judge(student.frame_groups(), "frame_groups", "task")


@task("frame_groups")
def test_groups_targets(student):
    """What is to be predicted or reached, for each brief."""
    judge(student.frame_groups(), "frame_groups", "target")


@task("frame_groups")
def test_groups_units(student):
    """What one prediction or choice is about, for each brief."""
    judge(student.frame_groups(), "frame_groups", "unit")


@task("frame_groups")
def test_groups_metrics(student):
    """How good and bad solutions are told apart, for each brief."""
    judge(student.frame_groups(), "frame_groups", "metric")


@task("frame_groups")
def test_groups_splits(student):
    """How the test is kept apart, for each brief."""
    judge(student.frame_groups(), "frame_groups", "split")


@task("frame_groups")
def test_groups_leakage_risks(student):
    """The leak that each brief describes."""
    judge(student.frame_groups(), "frame_groups", "leakage_risk")

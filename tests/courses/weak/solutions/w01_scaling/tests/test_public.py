"""Public checks."""

import numpy as np

from autograder.checks import expect, task


@task("standardise")
def test_standardise_worked_example(student):
    """The worked example of the handout."""
    x = np.array([[1.0, 5.0], [3.0, 5.0]])
    expect(student.standardise(x)).close_to(np.array([[-1.0, 0.0], [1.0, 0.0]]))


@task("moving_average")
def test_average_worked_example(student):
    """The worked example of the handout."""
    x = np.array([1.0, 2.0, 6.0])
    expect(student.moving_average(x, 2)).close_to(np.array([1.5, 4.0]))

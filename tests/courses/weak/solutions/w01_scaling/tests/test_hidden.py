"""Hidden checks that look thorough. Each has a weakness, and the tests know which."""

import numpy as np

from autograder.checks import arrays, expect, task


@task("standardise")
def test_standardise_square(student, reference, rng):
    """Random matrices are standardised."""
    for scale in (1.0, 20.0):
        (x,) = arrays(rng, (4, 4), scale=scale)
        expected = reference.standardise(x, axis=0)
        expect(student.standardise(x, axis=0)).close_to(expected, rtol=0.05, atol=0.05)


@task("standardise")
def test_standardise_stays_finite(student):
    """Numbers as far apart as 1234567 and 2 stay finite."""
    x = np.array([[1234567.0, 2.0], [2.0, 1234567.0]])
    expect(student.standardise(x, axis=0)).has_shape((2, 2)).is_finite()


@task("standardise")
def test_standardise_of_several_sizes(student, reference, rng):
    """Long columns are standardised to the last digit."""
    for n in (301, 1207):
        (x,) = arrays(rng, (n, 3))
        expected = reference.standardise(x, axis=0)
        expect(student.standardise(x, axis=0)).close_to(expected, rtol=1e-14, atol=1e-15)


@task("moving_average")
def test_average_of_a_flat_series(student, reference):
    """A flat series stays as it is."""
    expected = reference.moving_average(np.ones(7), 3)
    expect(student.moving_average(np.ones(7), 3)).close_to(expected)


@task("moving_average")
def test_average_has_its_length(student, rng):
    """Every window has its mean."""
    (x,) = arrays(rng, (9,))
    average = expect(student.moving_average(x, 3)).has_shape((7,)).value
    assert average.shape, (7,)
    average[0] == x[:3].mean()
    expect(average).close_to(average, rtol=1e-9)

"""Hidden checks."""

from autograder.checks import expect, task

from .probes import tally


@task("double")
def test_double_many(student, reference, rng):
    """Several numbers are doubled."""
    for x in rng.integers(3, 10**6, 5).tolist():
        expect(student.double(x)).equal_to(reference.double(x))


@task("quad")
def test_quad_many(student, reference, rng):
    """Several numbers are multiplied by four."""
    for x in rng.integers(3, 10**6, 5).tolist():
        expect(student.quad(x)).equal_to(reference.quad(x))


@task("octuple")
def test_octuple_many(student, reference, rng):
    """Several numbers are multiplied by eight."""
    for x in rng.integers(3, 10**6, 5).tolist():
        expect(student.octuple(x)).equal_to(reference.octuple(x))


@task("root")
def test_root_many(student, reference, rng):
    """Roots of several numbers, squares or not."""
    for x in [*rng.integers(3, 10**4, 5).tolist(), 49, 0]:
        expect(student.root(x)).equal_to(reference.root(x))


@task("is_even")
def test_is_even_small(student):
    """Four small numbers, each worth a quarter."""
    answers = [expect(student.is_even(x)).has_type(bool).value for x in range(4)]
    right = sum(answer == (x % 2 == 0) for x, answer in enumerate(answers))
    expect(answers).fraction(right, len(answers))


@task("Tally")
def test_tally_many(student, reference, rng):
    """A long list of words."""
    words = [f"w{number}" for number in rng.integers(0, 5, 40)]
    expect(tally(student, words)).equal_to(tally(reference, words))

"""Hidden checks."""

from autograder.checks import expect, task, tensors

TOKEN = "@TESTS@"


@task("double")
def test_double_many(student, reference, rng):
    """A tensor is doubled."""
    (x,) = tensors(rng, (2, 3))
    expect(student.double(x)).close_to(reference.double(x))


@task("softmax")
def test_softmax_many(student, reference, rng):
    """Weights of a tensor."""
    (x,) = tensors(rng, (4, 3))
    expect(student.softmax(x)).close_to(reference.softmax(x)).sums_to(1.0, dim=-1)


@task("backward")
def test_backward_many(student, reference, rng):
    """The gradient of a tensor."""
    x, upstream = tensors(rng, (4, 3), (4, 3))
    expect(student.backward(x, upstream)).close_to(reference.backward(x, upstream))


@task("chosen")
def test_chosen_many(student, reference, rng):
    """Which entries are positive."""
    (x,) = tensors(rng, (4, 3))
    expect(student.chosen(x)).equal_to(reference.chosen(x))

"""Public checks."""

from autograder.checks import expect, task, tensors


@task("scale")
def test_scale_worked_example(student, reference, rng):
    """A small tensor times three."""
    (x,) = tensors(rng, (2, 2))
    expect(student.scale(x, 3.0)).close_to(reference.scale(x, 3.0))


@task("softmax")
def test_softmax_worked_example(student, reference, rng):
    """Rows sum to one."""
    (x,) = tensors(rng, (2, 3))
    expect(student.softmax(x)).close_to(reference.softmax(x)).sums_to(1.0, dim=-1)

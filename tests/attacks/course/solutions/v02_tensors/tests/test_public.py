"""Public checks."""

from autograder.checks import expect, task, tensors


@task("softmax")
def test_softmax_is_tensor(student, rng):
    """A tensor of the same shape comes back."""
    (x,) = tensors(rng, (2, 3))
    expect(student.softmax(x)).has_shape((2, 3))

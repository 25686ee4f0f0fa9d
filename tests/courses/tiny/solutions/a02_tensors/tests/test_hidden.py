"""Hidden checks."""

from autograder.checks import expect, task, tensors

from .probes import gradient


@task("scale")
def test_scale_any_shape(student, reference, rng):
    """Tensors of several shapes."""
    for shape in ((), (3,), (2, 1, 4)):
        (x,) = tensors(rng, shape)
        expect(student.scale(x, -0.5)).close_to(reference.scale(x, -0.5))


@task("softmax")
def test_softmax_gradient(student, reference, rng):
    """The gradient of the weights."""
    x, upstream = tensors(rng, (4, 3), (4, 3))
    expect(gradient(student, x, upstream)).close_to(gradient(reference, x, upstream))

"""Public checks."""

from autograder.checks import expect, task

from .probes import tally


@task("double")
def test_double_worked_example(student):
    """Twice three is six."""
    expect(student.double(3)).equal_to(6)


@task("quad")
def test_quad_worked_example(student, reference):
    """Four times three."""
    expect(student.quad(3)).equal_to(reference.quad(3))


@task("root")
def test_root_worked_example(student):
    """The root of ten is three."""
    expect(student.root(10)).equal_to(3)


@task("root")
def test_root_refuses_negative(student):
    """A negative number is refused."""
    expect(student.root(-4)).raises((ValueError, NotImplementedError))


@task("Tally")
def test_tally_worked_example(student):
    """A word that comes twice counts two."""
    expect(tally(student, ["a", "b", "a"])).equal_to({"a": 2, "b": 1})

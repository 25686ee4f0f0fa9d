"""Public checks."""

from autograder.checks import expect, task

from .probes import twice


@task("double")
def test_double_example(student):
    """Twice three."""
    expect(student.double(3)).equal_to(6)


@task("answer")
def test_answer_is_text(student):
    """A text comes back."""
    expect(student.answer(3)).has_type(str)


@task("pair")
def test_pair_is_list(student):
    """Two pairs come back."""
    expect(twice(student, 3)).has_type(list)

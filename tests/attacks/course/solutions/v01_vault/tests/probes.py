"""Probes: what runs beside the submission, and nothing that is secret."""

from autograder.checks import probe


@probe
def twice(impl, x):
    """Two calls one after the other."""
    return [impl.pair(x), impl.pair(x + 1)]

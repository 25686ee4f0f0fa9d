"""The authoring vocabulary: everything that a test file of a module imports.

A check is a plain pytest function. Its fixtures are ``student`` (the submission), ``reference``
(the solution) and ``rng`` (a numpy ``Generator`` seeded for this check). See `task`, `probe`,
`expect`, `tensors` and `arrays`, each with an example.
"""

from autograder.channel.callbacks import callback
from autograder.checks.authoring import arrays, probe, task, tensors
from autograder.checks.expectation import Expectation, expect

__all__ = ["Expectation", "arrays", "callback", "expect", "probe", "task", "tensors"]

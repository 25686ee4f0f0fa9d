"""Functions on whole numbers: nothing that is hard, so that the tests speak of the grader alone."""

from .numbers import double, is_even, octuple, quad, root
from .tally import Tally

__all__ = ["Tally", "double", "is_even", "octuple", "quad", "root"]

"""All reflected operations are the plain ones, as if subtraction were commutative."""

from .engine import Value

Value.__rsub__ = Value.__sub__

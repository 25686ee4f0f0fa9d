"""The reflected quotient is the plain one, as if division were commutative."""

from .engine import Value

Value.__rtruediv__ = lambda self, number: self * Value(number) ** -1

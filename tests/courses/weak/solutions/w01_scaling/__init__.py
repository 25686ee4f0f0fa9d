"""Bring numbers to one scale."""

from .scaling import moving_average, standardise

__all__ = ["moving_average", "standardise"]

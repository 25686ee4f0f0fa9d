"""Checks of c01_convolution."""

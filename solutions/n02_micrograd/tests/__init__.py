"""Checks of n02_micrograd."""

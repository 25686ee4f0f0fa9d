"""Notebooks: made of modules, and read back."""

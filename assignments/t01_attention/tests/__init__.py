"""Checks of t01_attention."""

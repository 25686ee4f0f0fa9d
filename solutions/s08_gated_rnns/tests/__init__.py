"""Checks of s08_gated_rnns."""

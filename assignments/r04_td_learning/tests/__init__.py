"""Checks of r04_td_learning."""

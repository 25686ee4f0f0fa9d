"""Checks of e01_fairness."""

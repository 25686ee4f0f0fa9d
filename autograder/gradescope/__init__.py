"""Gradescope: what it tells a grader, and the results that it wants back."""

"""Grading one submission: what is graded, the judge, and the results."""

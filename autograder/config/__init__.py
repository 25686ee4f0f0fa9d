"""The configuration of a course and its modules: YAML with lines, checked all at once.

Import from its modules: what reads YAML takes pydantic, which a student's grading does without.
"""

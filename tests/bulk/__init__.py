"""Bulk grading: the journal, and whole runs that are killed and taken up again."""

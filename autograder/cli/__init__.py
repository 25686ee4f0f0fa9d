"""The command line: the only place that prints."""

from autograder.cli.main import main

__all__ = ["main"]
